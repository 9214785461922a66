import type { EventData, EventKind, StoredEvent } from "@toancanh/contracts";

/** Epoch milliseconds of a local wall time of Hồ Chí Minh City, `YYYY-MM-DD HH:mm`. */
export function at(wall: string): number {
  const ms = Date.parse(`${wall.replace(" ", "T")}:00+07:00`);
  if (Number.isNaN(ms)) throw new Error(`No time: ${wall}`);
  return ms;
}

/** Local wall time `YYYY-MM-DD HH:mm` of an instant in Hồ Chí Minh City; null stays null. */
export function wallOf(ms: number | null): string | null {
  return ms === null ? null : new Date(ms + 7 * 3_600_000).toISOString().slice(0, 16).replace("T", " ");
}

/** RFC 3339 with the city's offset. */
export function rfc(wall: string): string {
  return `${wall.replace(" ", "T")}:00+07:00`;
}

type OneOf<K extends EventKind> = { [Kind in K]: Omit<EventData<Kind>, "requested_datetime"> }[K];

export interface EventOptions {
  id?: string;
  source?: string;
  recordedAt?: number;
  hash?: string;
  report?: string;
}

/** Builds the events of one report received at a local wall time; ids count up in the order of writing. */
export function reportEvents(
  receivedAt: string,
): <K extends EventKind>(kind: K, time: string, data: OneOf<K>, options?: EventOptions) => StoredEvent {
  let count = 0;
  return (kind, time, data, options = {}) => {
    count += 1;
    const id = options.id ?? `e${String(count).padStart(3, "0")}`;
    const event = {
      id,
      source: options.source ?? "urn:test",
      kind,
      service_request_id: options.report ?? "R1",
      received_at: at(receivedAt),
      time: at(time),
      recorded_at: options.recordedAt ?? at(time),
      payload_hash: options.hash ?? `h-${id}`,
      data: { requested_datetime: rfc(receivedAt), ...data },
    };
    return asStored(event);
  };
}

function isStored(event: { kind: EventKind }): event is StoredEvent {
  return event.kind.length > 0;
}

/** The builder's parameters tie data to kind; the union cannot follow them through a spread. */
function asStored(event: { kind: EventKind }): StoredEvent {
  if (!isStored(event)) throw new Error("An event has a kind");
  return event;
}
