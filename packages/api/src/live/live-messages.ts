import type { AlarmCode, ReportState } from "@toancanh/contracts";
import type { OwnUnits } from "@toancanh/store";
import type { Figures } from "../figures/create-figures.ts";
import { type FigureSource, stampAt } from "../figures/figure-source.ts";
import { stateToLiveReport } from "../figures/live-report.ts";
import { scopeStore } from "../server/access/scope-store.ts";
import type { LiveHubPorts } from "./hub.ts";

/** Open reports of each kind in a snapshot. */
const SNAPSHOT_REPORTS = 200;

/**
 * What the live stream says: the same figures as the endpoints, and what changed.
 *
 * @param own what those who listen may see; null for everything
 * @param alarmCodes kinds of alarm that stand now, each once
 */
export function createLiveMessages(
  source: FigureSource,
  figures: Pick<Figures, "summary" | "open_reports">,
  own: OwnUnits | null,
  alarmCodes: () => AlarmCode[],
): Omit<LiveHubPorts<ReportState>, "logFailure"> {
  const { clock } = source;
  const store = scopeStore(source.store, own);
  const liveStampAt = (asOf: number) => ({ ...stampAt(source, asOf), alarms: alarmCodes() });
  return {
    async readSnapshot() {
      const [summary, openReports] = await Promise.all([
        figures.summary({ query: {}, own: null }),
        figures.open_reports({ query: { limit: SNAPSHOT_REPORTS }, own }),
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
