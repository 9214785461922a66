import { setTimeout as sleep } from "node:timers/promises";
import { decodeTyped } from "../../decode/decode.ts";
import { BackPressureError } from "../../ingest-error.ts";
import type { AcceptResult, RawItem } from "../../ingest-options.ts";
import type { Ingester } from "../../ingester.ts";
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
}

export function emptyRequestsSummary(): RequestsSummary {
  return { requests: 0, events: 0, duplicates: 0, conflicts: 0, rejected: 0 };
}

/** Service requests of one answer or file, and where they came from. */
export interface RequestsBatch {
  requests: readonly unknown[];
  source: string;
  /** Where request `index` lies: the same place must give the same text whenever it is read. */
  positionOf: (request: unknown, index: number) => string;
}

/**
 * Maps requests and takes their events; a request is taken as a whole or goes to the dead letters as a whole.
 * Resolves when all is durable. @returns the reports taken
 * @throws IngestStoppedError
 */
export async function acceptRequests(
  { requests, source, positionOf }: RequestsBatch,
  { ingester, read, now }: { ingester: Pick<Ingester, "accept">; read: Open311Reader; now: number },
  summary: RequestsSummary,
): Promise<Open311Report[]> {
  const items: RawItem[] = [];
  const positions: string[] = [];
  const reports: Open311Report[] = [];
  for (const [index, request] of requests.entries()) {
    summary.requests += 1;
    const position = positionOf(request, index);
    const mapped = read(request);
    const broken = mapped.ok
      ? mapped.value.events.map((event) => decodeTyped(event, now)).find((one) => !one.ok)
      : mapped;
    if (mapped.ok && broken === undefined) {
      reports.push(mapped.value);
      for (const event of mapped.value.events) items.push({ event });
      for (let event = 0; event < mapped.value.events.length; event += 1) positions.push(position);
    } else if (broken !== undefined && !broken.ok) {
      items.push({ raw: Buffer.from(JSON.stringify(request)), rejection: broken.rejection });
      positions.push(position);
    }
  }
  const result = await acceptUntilTaken(ingester, items, source, positions);
  summary.events += result.accepted;
  summary.duplicates += result.duplicates;
  summary.conflicts += result.conflicts;
  summary.rejected += result.dead_letters;
  return reports;
}

async function acceptUntilTaken(
  ingester: Pick<Ingester, "accept">,
  items: readonly RawItem[],
  source: string,
  positions: readonly string[],
): Promise<AcceptResult> {
  for (;;) {
    try {
      return await ingester.accept(items, { source, positionOf: (index) => positions[index] ?? "" });
    } catch (error) {
      if (!(error instanceof BackPressureError)) throw error;
      await sleep(error.retryAfterSeconds * 1000);
    }
  }
}
