import type { Origin } from "../../origin.ts";
import { readSnapshot } from "../snapshots/snapshot.ts";
import type { SnapshotTaker, SourcePiece } from "../snapshots/snapshot-taker.ts";
import type { Open311Reader } from "./open311.ts";

/** What became of service requests. */
export interface RequestsSummary {
  requests: number;
  /** Events stored by this run. */
  events: number;
  duplicates: number;
  conflicts: number;
  /** Requests in the dead letters. */
  rejected: number;
  /** Statuses that are none of the words known, and how many requests had them: those were taken as open. */
  unknown_statuses: Record<string, number>;
  /** Requests that say something else than they said before; left out when there are none. */
  changed?: number;
  /** Requests older than what is known of them, which change nothing; left out when there are none. */
  older?: number;
}

export function emptyRequestsSummary(): RequestsSummary {
  return { requests: 0, events: 0, duplicates: 0, conflicts: 0, rejected: 0, unknown_statuses: {} };
}

/** Service requests of one answer or file, and where they came from. */
export interface RequestsBatch {
  requests: readonly unknown[];
  /** Where request `index` lies. */
  originOf: (request: unknown, index: number) => Origin;
  /** When the answer was given or the file written, epoch ms. */
  takenAt: number;
}

/**
 * Maps requests and takes them as snapshots of their reports; a request is taken as a whole or goes to the dead letters
 * as a whole. Resolves when all is durable, with why the first that cannot be read is refused; null where all can.
 * @throws IngestStoppedError
 */
export async function acceptRequests(
  { requests, originOf, takenAt }: RequestsBatch,
  { taker, read, now }: { taker: SnapshotTaker; read: Open311Reader; now: number },
  summary: RequestsSummary,
): Promise<string | null> {
  let reason: string | null = null;
  const pieces = requests.map((request, index): SourcePiece => {
    const origin = originOf(request, index);
    const mapped = read(request);
    const snapshot = mapped.ok ? readSnapshot(mapped.value, { takenAt, now }) : mapped;
    if (!snapshot.ok) {
      reason ??= snapshot.rejection.message;
      return { origin, item: { raw: Buffer.from(JSON.stringify(request)), rejection: snapshot.rejection } };
    }
    const unknownStatus = mapped.ok ? mapped.value.unknownStatus : null;
    if (unknownStatus !== null) {
      summary.unknown_statuses[unknownStatus] = (summary.unknown_statuses[unknownStatus] ?? 0) + 1;
    }
    return { origin, snapshot: snapshot.value };
  });
  const result = await taker.take(pieces);
  summary.requests += requests.length;
  summary.events += result.accepted;
  summary.duplicates += result.duplicates;
  summary.conflicts += result.conflicts;
  summary.rejected += result.dead_letters;
  if (result.changed > 0) summary.changed = (summary.changed ?? 0) + result.changed;
  if (result.older > 0) summary.older = (summary.older ?? 0) + result.older;
  return reason;
}
