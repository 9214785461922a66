import { setTimeout as sleep } from "node:timers/promises";
import type { Ingester } from "@toancanh/ingest";
import { type Examination, isWhole, type Store } from "@toancanh/store";
import { ALARM_MESSAGES } from "@toancanh/words";
import type { Logger } from "pino";
import { Gauge } from "prom-client";
import { worldClock } from "../clock/world-clock.ts";
import type { AlarmBoard } from "./alarm-board.ts";
import type { ProductMetrics } from "./product-metrics.ts";

const HOUR_MS = 3_600_000;

interface Options {
  store: Pick<Store, "examine" | "readMarkedReports">;
  ingester: Pick<Ingester, "noteMarkedReports" | "reproject" | "reconcile">;
  board: AlarmBoard;
  metrics: ProductMetrics;
  log: Logger;
}

export interface DataWatch {
  /** Examines the data now, mends what can be mended from the events, and says on the board what is missing. */
  examine(): Promise<Examination>;
  /** Examines every hour from now on. */
  start(): void;
  stop(): Promise<void>;
}

/** Holds what is stored against what was acknowledged (docs/reliability.md, Damage is told). */
export function watchData({ store, ingester, board, metrics, log }: Options): DataWatch {
  const stop = new AbortController();
  let last: { at: number; found: Examination } | null = null;
  let loop: Promise<void> = Promise.resolve();
  exposeExamination(metrics, () => last);

  async function examine(): Promise<Examination> {
    const found = await store.examine();
    last = { at: worldClock.now(), found };
    await applyMarks(found, store, ingester);
    if (isWhole(found)) board.say("data", {});
    else {
      const { missing, reports, months } = describe(found);
      log.error({ missing, reports, months, parts: found.parts.slice(0, 20) }, "stored data are damaged");
      board.say("data", {
        alarms: [{ code: "data_damaged", message: ALARM_MESSAGES.data_damaged(missing, reports, months) }],
      });
    }
    return found;
  }

  return {
    examine,
    start() {
      loop = (async () => {
        while (!stop.signal.aborted) {
          await sleep(HOUR_MS, undefined, { signal: stop.signal }).catch(() => undefined);
          if (stop.signal.aborted) return;
          await examine().catch((error: unknown) => {
            log.warn({ error: String(error) }, "the data could not be examined, will retry");
          });
        }
      })();
    },
    async stop() {
      stop.abort();
      await loop;
    },
  };
}

/**
 * Lets the ingester know which reports lack events, and folds anew those that have got theirs back and those whose
 * states were lost.
 */
async function applyMarks(
  found: Examination,
  store: Pick<Store, "readMarkedReports">,
  ingester: Pick<Ingester, "noteMarkedReports" | "reproject" | "reconcile">,
): Promise<void> {
  const lacking = new Set(found.months.map(({ month }) => month));
  const marked = (await store.readMarkedReports()).map((report) => ({
    ...report,
    mended: report.is_torn && !lacking.has(new Date(report.received_at).toISOString().slice(0, 7)),
  }));
  ingester.noteMarkedReports(
    marked.map((report) =>
      // Above the version of the state that is still flagged.
      report.mended ? { ...report, floor: report.floor + 1, is_torn: false } : report,
    ),
  );
  await ingester.reproject(marked.filter(({ mended }) => mended));
  if (found.parts.some(({ table }) => table === "report_state")) await ingester.reconcile();
}

/** What the alarm says: missing events, reports that lack some, and the months. */
export function describe(found: Examination): { missing: number; reports: number; months: string[] } {
  const months = new Set([...found.months.map(({ month }) => month), ...found.forgotten_months]);
  return {
    missing: found.months.reduce((sum, { missing }) => sum + missing, 0),
    reports: found.torn_report_count,
    months: [...months].sort(),
  };
}

function exposeExamination(
  metrics: ProductMetrics,
  last: () => { at: number; found: Examination } | null,
): void {
  const gauges = {
    toancanh_data_missing_events: {
      help: "Acknowledged events that the last examination did not find",
      read: ({ found }: { found: Examination }) => describe(found).missing,
    },
    toancanh_data_torn_reports: {
      help: "Reports of which the last examination found fewer events than their state was folded from",
      read: ({ found }: { found: Examination }) => found.torn_report_count,
    },
    toancanh_data_examined_timestamp_seconds: {
      help: "When the stored data were last examined",
      read: ({ at }: { at: number }) => at / 1000,
    },
  };
  for (const [name, { help, read }] of Object.entries(gauges)) {
    new Gauge({
      name,
      help,
      registers: [metrics.registry],
      collect() {
        const examined = last();
        if (examined !== null) this.set(read(examined));
      },
    });
  }
}
