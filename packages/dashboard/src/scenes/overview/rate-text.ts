import type { Metrics } from "@toancanh/contracts";
import type { Formatter } from "@toancanh/words";

/** Fewer due, and a percentage says less than the fraction (docs/metrics.md §9). */
const FEWEST_DUE_FOR_PERCENT = 30;

/** The on-time share of a window: a percentage, the fraction where little was due, null where nothing was. */
export function onTimeText(metrics: Metrics, format: Formatter): string | null {
  if (metrics.due === 0) return null;
  if (metrics.due >= FEWEST_DUE_FOR_PERCENT) return format.percent(metrics.on_time_rate);
  return `${format.count(metrics.handled_on_time)} / ${format.count(metrics.due)}`;
}
