import { hash } from "node:crypto";
import type { ReportEvent, ReportSnapshot, StoredEvent } from "@toancanh/contracts";
import { decodeEvent } from "../../decode/decode.ts";
import type { Decoded } from "../../decode/rejection.ts";

/** One event that a snapshot stands for, as it travels and as it is stored. */
export interface SnapshotEvent {
  readonly event: ReportEvent;
  readonly stored: StoredEvent;
}

/** How a report stands by its source at one moment. */
export interface Snapshot {
  readonly record: ReportSnapshot;
  /** When what it says is new was changed at the source, as far as that is known. */
  readonly changedAt: number;
  /** Begins the ids of its events. */
  readonly stem: string;
  readonly events: readonly SnapshotEvent[];
}

/** What a row or a service request says, before it is known to be one that can be taken. */
export interface MappedSnapshot {
  /** The life of the report by this snapshot alone; the first is its receipt. */
  events: readonly ReportEvent[];
  /** Feed and report: every event's id is `stem:kind`, with or without more behind it. */
  stem: string;
  /** When the source changed it last, epoch ms; null when it does not say. */
  updatedAt: number | null;
}

const HASH_LENGTH = 32;

/**
 * A snapshot taken at `takenAt`, all of whose events can be taken at `now` (epoch ms), or why not: no report is taken
 * by half. Without `updatedAt` it orders before every one that has it: sources begin to say when a report changed
 * with its first change.
 */
export function readSnapshot(
  { events, stem, updatedAt }: MappedSnapshot,
  { takenAt, now }: { takenAt: number; now: number },
): Decoded<Snapshot> {
  const decodedEvents: SnapshotEvent[] = [];
  let hashes = "";
  for (const event of events) {
    const decoded = decodeEvent(event, now);
    if (!decoded.ok) return decoded;
    decodedEvents.push({ event, stored: decoded.value });
    hashes += decoded.value.payload_hash;
  }
  const [first] = decodedEvents;
  if (first === undefined) throw new RangeError("A snapshot stands for at least the receipt");
  const { source, service_request_id, received_at } = first.stored;
  const record: ReportSnapshot = {
    source,
    service_request_id,
    received_at,
    said_at: updatedAt ?? received_at,
    taken_at: takenAt,
    content_hash: hash("sha256", hashes).slice(0, HASH_LENGTH),
  };
  return { ok: true, value: { record, changedAt: updatedAt ?? takenAt, stem, events: decodedEvents } };
}

/** Below zero when `a` is older than `b`; zero when only the order of arrival tells (docs/metrics.md §1). */
export function compareAge(a: ReportSnapshot, b: ReportSnapshot): number {
  return a.said_at - b.said_at || a.taken_at - b.taken_at;
}
