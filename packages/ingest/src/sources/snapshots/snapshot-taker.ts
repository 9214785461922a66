import type { ReportSnapshot, StoredEvent } from "@toancanh/contracts";
import type { AcceptResult, RawItem } from "../../ingest-options.ts";
import type { Ingester } from "../../ingester.ts";
import type { Origin } from "../../origin.ts";
import type { SnapshotStore } from "../../ports.ts";
import { acceptUntilTaken } from "./accept-until-taken.ts";
import { planChange } from "./plan-change.ts";
import { compareAge, type Snapshot } from "./snapshot.ts";

/** What one row, line or request of a source became, and where it lies. */
export type SourcePiece = { readonly origin: Origin } & (
  | { readonly snapshot: Snapshot }
  /** `recordedAt`: when the event was recorded first, epoch ms; left out or null: now. */
  | { readonly item: RawItem; readonly recordedAt?: number | null }
);

interface TakenPieces extends Omit<AcceptResult, "errors"> {
  errors: (AcceptResult["errors"][number] & { origin: Origin })[];
  /** Snapshots that said something else than the latest one before. */
  changed: number;
  /** Snapshots that are older than one that was taken before: they change nothing. */
  older: number;
}

export type SnapshotIngester = Pick<Ingester, "accept" | "snapshots">;

export interface SnapshotTaker {
  /**
   * Takes pieces of one source in order; resolves when all is durable. Not to be called again before it has resolved.
   * @throws IngestStoppedError
   */
  take(pieces: readonly SourcePiece[]): Promise<TakenPieces>;
}

/** One report while a batch of snapshots is taken. */
interface ReportInBatch {
  latest: ReportSnapshot | null;
  stored: StoredEvent[];
  /** Whether `latest` is to be written. */
  isNewer: boolean;
}

/**
 * Takes what a snapshot source says (docs/metrics.md §1): events of the difference between what stands and what the
 * latest snapshot of a report says. An older one changes nothing, nor does the same one again.
 *
 * The events are written first, then which snapshot they came from. A process that dies between the two leaves events
 * without that note; taken again, the snapshot is compared with the events themselves and says nothing new. The other
 * way round the note would claim what no event says, and the snapshot would never be taken.
 */
export function createSnapshotTaker(ingester: SnapshotIngester, now: () => number): SnapshotTaker {
  const store: SnapshotStore = ingester.snapshots;
  /** By source: whether it had said anything before this run. If not, what is not noted has no events to be read. */
  const saidBefore = new Map<string, boolean>();
  /** Reports of which something was refused in this run: not noted then, they may have events all the same. */
  const refused = new Set<string>();

  const hadSaid = async (source: string): Promise<boolean> => {
    const known = saidBefore.get(source);
    if (known !== undefined) return known;
    const found = await store.hasEventsOf(source);
    saidBefore.set(source, found);
    return found;
  };

  const readReports = async (snapshots: readonly Snapshot[]): Promise<Map<string, ReportInBatch>> => {
    const reports = new Map<string, ReportInBatch>();
    const [first] = snapshots;
    if (first === undefined) return reports;
    const { source } = first.record;
    const hasEvents = await hadSaid(source);
    for (const { record } of snapshots) {
      reports.set(record.service_request_id, { latest: null, stored: [], isNewer: false });
    }
    for (const latest of await store.readSnapshots(source, [...reports.keys()])) {
      reports.set(latest.service_request_id, { latest, stored: [], isNewer: false });
    }
    const keys = new Map<string, { service_request_id: string; received_at: number }>();
    for (const { record } of snapshots) {
      const { service_request_id, received_at } = record;
      const latest = reports.get(service_request_id)?.latest ?? null;
      const mayHaveEvents =
        latest === null ? hasEvents || refused.has(service_request_id) : isChange(record, latest);
      if (mayHaveEvents) keys.set(service_request_id, { service_request_id, received_at });
    }
    for (const event of await store.readEvents([...keys.values()])) {
      reports.get(event.service_request_id)?.stored.push(event);
    }
    return reports;
  };

  return {
    async take(pieces) {
      const reports = await readReports(
        pieces.flatMap((piece) => ("snapshot" in piece ? piece.snapshot : [])),
      );
      const items: RawItem[] = [];
      const places: { origin: Origin; report: string | null; recordedAt?: number | null }[] = [];
      let [changed, older, repeated] = [0, 0, 0];
      for (const piece of pieces) {
        if ("item" in piece) {
          items.push(piece.item);
          places.push({ origin: piece.origin, report: null, recordedAt: piece.recordedAt ?? null });
          continue;
        }
        const { snapshot, origin } = piece;
        const id = snapshot.record.service_request_id;
        const report = reports.get(id);
        if (report === undefined) throw new RangeError(`report ${id} was not read`);
        const { verdict, events } = judgeSnapshot(snapshot, report, now());
        if (verdict === "changed") changed += 1;
        if (verdict === "older") older += 1;
        else repeated += Math.max(0, snapshot.events.length - events.filter(isFact).length);
        for (const event of events) {
          items.push(event);
          places.push({ origin, report: id });
        }
      }
      const originOf = (index: number): Origin => placeAt(places, index).origin;
      const result = await acceptUntilTaken(ingester, items, {
        originOf,
        recordedAt: (index) => placeAt(places, index).recordedAt ?? null,
      });
      const refusedNow = new Set(result.errors.map(({ index }) => placeAt(places, index).report));
      for (const id of refusedNow) if (id !== null) refused.add(id);
      const rows = [...reports.entries()].flatMap(([id, { latest, isNewer }]) =>
        latest !== null && isNewer && !refusedNow.has(id) ? latest : [],
      );
      await store.writeSnapshots(rows);
      const errors = result.errors.map((error) => ({ ...error, origin: originOf(error.index) }));
      return { ...result, duplicates: result.duplicates + repeated, errors, changed, older };
    },
  };
}

type Verdict = "new" | "changed" | "same" | "older";

/** Decides on one snapshot and notes in `report` what stands after it. */
function judgeSnapshot(
  snapshot: Snapshot,
  report: ReportInBatch,
  now: number,
): { verdict: Verdict; events: Snapshot["events"] } {
  const { record } = snapshot;
  const { latest, stored } = report;
  if (latest !== null && record.received_at !== latest.received_at) {
    // One id is one report: what contradicts its receipt is refused by the ingester, as a dead letter.
    return { verdict: "new", events: snapshot.events };
  }
  const age = latest === null ? 1 : compareAge(record, latest);
  if (latest !== null && record.content_hash === latest.content_hash) {
    if (age > 0) {
      report.latest = record;
      report.isNewer = true;
    }
    return { verdict: "same", events: [] };
  }
  if (age < 0) return { verdict: "older", events: [] };
  const planned =
    latest === null && stored.length === 0 ? snapshot.events : planChange(snapshot, stored, now);
  report.latest = record;
  report.isNewer = true;
  // All of it is stored and not noted: what wrote it may have died before the state. An event offered again mends that.
  const events = planned.length > 0 ? planned : storedAgain(snapshot, stored);
  for (const event of planned) stored.push(event.stored);
  const isChange = planned.length > 0 && (latest !== null || !planned.every(isFact));
  return { verdict: isChange ? "changed" : "new", events };
}

/** One of the snapshot's events under the id by which it is stored. */
function storedAgain(snapshot: Snapshot, stored: readonly StoredEvent[]): Snapshot["events"] {
  const [first] = snapshot.events;
  const known = stored.find((event) => event.payload_hash === first?.stored.payload_hash);
  if (first === undefined || known === undefined) return [];
  return [{ event: { ...first.event, id: known.id }, stored: { ...first.stored, id: known.id } }];
}

function isChange(record: ReportSnapshot, latest: ReportSnapshot): boolean {
  return (
    record.content_hash !== latest.content_hash &&
    record.received_at === latest.received_at &&
    compareAge(record, latest) >= 0
  );
}

/** Whether an event is one the snapshot says, and not the one that withdraws. */
function isFact({ stored }: Snapshot["events"][number]): boolean {
  return !(stored.kind === "corrected" || stored.kind === "reopened");
}

function placeAt<Place>(places: readonly Place[], index: number): Place {
  const place = places[index];
  if (place === undefined) throw new RangeError(`there is no item ${index}`);
  return place;
}
