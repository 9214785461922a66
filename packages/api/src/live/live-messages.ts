import type { AlarmCode, ReportState } from "@toancanh/contracts";
import type { Figures } from "../figures/create-figures.ts";
import { type FigureSource, stampAt } from "../figures/figure-source.ts";
import { stateToLiveReport } from "../figures/live-report.ts";
import type { LiveHubPorts } from "./hub.ts";

/** Open reports of each kind in a snapshot. */
const SNAPSHOT_REPORTS = 200;

/**
 * What the live stream says: the same figures as the endpoints, and what changed.
 *
 * @param alarmCodes kinds of alarm that stand now, each once
 */
export function createLiveMessages(
  source: FigureSource,
  figures: Pick<Figures, "summary" | "open_reports">,
  alarmCodes: () => AlarmCode[],
): Omit<LiveHubPorts<ReportState>, "logFailure"> {
  const { clock, store } = source;
  const liveStampAt = (asOf: number) => ({ ...stampAt(source, asOf), alarms: alarmCodes() });
  return {
    async readSnapshot() {
      const [summary, openReports] = await Promise.all([
        figures.summary({ query: {} }),
        figures.open_reports({ query: { limit: SNAPSHOT_REPORTS } }),
      ]);
      return { ...liveStampAt(clock.now()), summary, open_reports: openReports };
    },
    async readDelta(changed) {
      const asOf = clock.now();
      const [open] = await store.query("open_totals", { as_of: asOf });
      return {
        ...liveStampAt(asOf),
        changed: changed.map(stateToLiveReport),
        open: { total: open?.total ?? 0, overdue: open?.overdue ?? 0 },
      };
    },
    readHeartbeat: () => liveStampAt(clock.now()),
  };
}
