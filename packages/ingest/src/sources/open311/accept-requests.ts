import { setTimeout as sleep } from "node:timers/promises";
import { decodeEvent } from "../../decode/decode.ts";
import { BackPressureError } from "../../ingest-error.ts";
import type { AcceptResult, RawItem } from "../../ingest-options.ts";
import type { Ingester } from "../../ingester.ts";
import type { Origin } from "../../origin.ts";
import type { Open311Reader, Open311Report } from "./open311.ts";

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
}

export function emptyRequestsSummary(): RequestsSummary {
  return { requests: 0, events: 0, duplicates: 0, conflicts: 0, rejected: 0, unknown_statuses: {} };
}

/** Service requests of one answer or file, and where they came from. */
export interface RequestsBatch {
  requests: readonly unknown[];
  /** Where request `index` lies. */
  originOf: (request: unknown, index: number) => Origin;
}

/**
 * Maps requests and takes their events; a request is taken as a whole or goes to the dead letters as a whole.
 * Resolves when all is durable. @returns the reports taken
 * @throws IngestStoppedError
 */
export async function acceptRequests(
  { requests, originOf }: RequestsBatch,
  { ingester, read, now }: { ingester: Pick<Ingester, "accept">; read: Open311Reader; now: number },
  summary: RequestsSummary,
): Promise<Open311Report[]> {
  const items: RawItem[] = [];
  const origins: Origin[] = [];
  const reports: Open311Report[] = [];
  for (const [index, request] of requests.entries()) {
    summary.requests += 1;
    const origin = originOf(request, index);
    const mapped = read(request);
    const broken = mapped.ok
      ? mapped.value.events.map((event) => decodeEvent(event, now)).find((one) => !one.ok)
      : mapped;
    if (mapped.ok && broken === undefined) {
      reports.push(mapped.value);
      const { unknownStatus } = mapped.value;
      if (unknownStatus !== null) {
        summary.unknown_statuses[unknownStatus] = (summary.unknown_statuses[unknownStatus] ?? 0) + 1;
      }
      for (const event of mapped.value.events) {
        items.push({ event });
        origins.push(origin);
      }
    } else if (broken !== undefined && !broken.ok) {
      items.push({ raw: Buffer.from(JSON.stringify(request)), rejection: broken.rejection });
      origins.push(origin);
    }
  }
  const result = await acceptUntilTaken(ingester, items, origins);
  summary.events += result.accepted;
  summary.duplicates += result.duplicates;
  summary.conflicts += result.conflicts;
  summary.rejected += result.dead_letters;
  return reports;
}

async function acceptUntilTaken(
  ingester: Pick<Ingester, "accept">,
  items: readonly RawItem[],
  origins: readonly Origin[],
): Promise<AcceptResult> {
  const originOf = (index: number): Origin => {
    const origin = origins[index];
    if (origin === undefined) throw new RangeError(`there is no item ${index}`);
    return origin;
  };
  for (;;) {
    try {
      return await ingester.accept(items, { originOf });
    } catch (error) {
      if (!(error instanceof BackPressureError)) throw error;
      await sleep(error.retryAfterSeconds * 1000);
    }
  }
}
