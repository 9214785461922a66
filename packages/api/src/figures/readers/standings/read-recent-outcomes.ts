import type { OutcomeCounts, RecentOutcomes } from "@toancanh/contracts";
import { addCounts, defaultPeriodKind, localDaysBefore, periodContaining, share } from "@toancanh/domain";
import { pickCounts, toMetrics } from "../../counts.ts";
import { type FigureSource, stampAt, toInstant } from "../../figure-source.ts";
import { type Span, toPeriod } from "../../scope.ts";
import { rollingSpans, toWindow, WINDOW_DAYS } from "./rolling-window.ts";

/** The last 30 days by day, the fixed windows, and the official period beside its predecessor's same stretch. */
export async function readRecentOutcomes(
  source: FigureSource,
  _query: object,
  now: number,
): Promise<RecentOutcomes> {
  const { store, profile, rulebook } = source;
  const { window } = rollingSpans(rulebook, now, 0);
  const kind = defaultPeriodKind(rulebook);
  const period = periodContaining(rulebook, kind, now, 0);
  const previous = periodContaining(rulebook, kind, now, 1);
  const stretch = { from: previous.from, to: Math.min(previous.to, previous.from + (now - period.from)) };
  const today = periodContaining(rulebook, "day", now, 0);
  const week = periodContaining(rulebook, "last_7_days", now, 0);
  const days: Span = { from: localDaysBefore(rulebook, today.from, WINDOW_DAYS), to: today.from };
  const judged = async (span: Span, asOf: number): Promise<OutcomeCounts> => {
    const [row] = await store.query("summary", { as_of: asOf, ...span });
    return pickCounts(row);
  };

  const spans = [window, { from: week.from, to: now }, period];
  const [[inWindow, inWeek, inPeriod], inStretch, inPrevious, daily, [open], [recent]] = await Promise.all([
    Promise.all(spans.map(({ from, to }) => judged({ from, to }, now))),
    judged(stretch, stretch.to),
    judged({ from: previous.from, to: previous.to }, previous.to),
    store.query("daily_counts", { as_of: now, ...days, time_zone: profile.time_zone }),
    store.query("open_totals", { as_of: now }),
    store.query("open_totals", { as_of: now, ...window }),
  ]);
  const byDay = new Map(daily.map((row) => [row.day, row]));
  const metricsOf = (counts: OutcomeCounts | undefined) => toMetrics(counts ?? addCounts([]), "due");

  return {
    ...stampAt(source, now),
    window: toWindow(window),
    metrics: metricsOf(inWindow),
    target: { on_time_rate: profile.on_time_target.value, source: profile.on_time_target.source },
    days: Array.from({ length: WINDOW_DAYS }, (_, index) => {
      const day = localDaysBefore(rulebook, today.from, WINDOW_DAYS - index);
      const { late, due } = byDay.get(day) ?? { late: 0, due: 0 };
      return { day: toInstant(day), late, due, on_time_rate: share(due - late, due) };
    }),
    last_7_days: metricsOf(inWeek),
    period: { period: toPeriod(kind, period), metrics: metricsOf(inPeriod) },
    same_stretch: { period: toPeriod(kind, stretch), metrics: metricsOf(inStretch) },
    previous: { period: toPeriod(kind, previous), metrics: metricsOf(inPrevious) },
    open: {
      total: open?.total ?? 0,
      overdue: open?.overdue ?? 0,
      overdue_recent: recent?.overdue ?? 0,
      unlocated: open?.unlocated ?? 0,
    },
  };
}
