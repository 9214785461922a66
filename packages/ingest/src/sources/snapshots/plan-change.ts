import {
  EVENT_SCHEMA,
  EVENT_TYPE_PREFIX,
  type EventKind,
  type ReportEvent,
  type StoredEvent,
} from "@toancanh/contracts";
import { standingEvents } from "@toancanh/domain";
import { decodeEvent } from "../../decode/decode.ts";
import type { Snapshot, SnapshotEvent } from "./snapshot.ts";

/** Kinds that end a report whoever holds it. */
const ENDINGS: ReadonlySet<EventKind> = new Set(["closed", "rejected", "merged"]);

/**
 * The events that make what stands of a report, by its source, into what a snapshot says: one that withdraws what no
 * longer holds, and those that hold and do not stand yet. `stored` are all events of the report, of any source. None when
 * the snapshot says what stands. Ids are free among the stored ones: a first snapshot gives the same ids every
 * time, a change those of its moment.
 */
export function planChange(snapshot: Snapshot, stored: readonly StoredEvent[], now: number): SnapshotEvent[] {
  const { source } = snapshot.record;
  const own = stored.filter((event) => event.source === source);
  const standing = standingEvents(own);
  const said = new Set(snapshot.events.map((one) => one.stored.payload_hash));
  const stands = new Set(standing.map((event) => event.payload_hash));
  const withdrawn = standing.filter((event) => !said.has(event.payload_hash));
  const added = snapshot.events.filter((one) => !stands.has(one.stored.payload_hash));

  const used = new Set(own.map(({ id }) => id));
  const takeId = (kind: EventKind, first: string): string => {
    const ofMoment = `${snapshot.stem}:${kind}:${new Date(snapshot.changedAt).toISOString()}`;
    let id = first;
    for (let count = 1; used.has(id); count += 1) id = count === 1 ? ofMoment : `${ofMoment}:${count}`;
    used.add(id);
    return id;
  };
  const events = added.map(({ event, stored: one }): SnapshotEvent => {
    const id = takeId(one.kind, one.id);
    return { event: { ...event, id }, stored: { ...one, id } };
  });
  if (withdrawn.length === 0) return events;
  const wasEnded = withdrawn.some(({ kind }) => ENDINGS.has(kind));
  const isEnded = snapshot.events.some((one) => ENDINGS.has(one.stored.kind));
  const kind = wasEnded && !isEnded ? "reopened" : "corrected";
  const ids = withdrawn.map(({ id }) => id);
  return [withdraw(snapshot, kind, takeId(kind, `${snapshot.stem}:${kind}`), ids, now), ...events];
}

/** The event that takes back; its time lies neither before the receipt nor in the future, as files may be dated. */
function withdraw(
  { record, changedAt }: Snapshot,
  kind: "corrected" | "reopened",
  id: string,
  withdraws: string[],
  now: number,
): SnapshotEvent {
  const event: ReportEvent = {
    specversion: "1.0",
    id,
    source: record.source,
    type: `${EVENT_TYPE_PREFIX}${kind}`,
    subject: record.service_request_id,
    time: new Date(Math.min(now, Math.max(changedAt, record.received_at))).toISOString(),
    dataschema: EVENT_SCHEMA,
    data: { requested_datetime: new Date(record.received_at).toISOString(), withdraws },
  };
  const decoded = decodeEvent(event, now);
  // All it is made of has been decoded before, within a snapshot.
  if (!decoded.ok) throw new TypeError(decoded.rejection.message);
  return { event, stored: decoded.value };
}
