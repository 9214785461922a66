import type { TimeSeries } from "@toancanh/contracts";

/** One point of the chart; a bucket in which nothing happened is zero, not missing. */
export interface SeriesPoint {
  /** Epoch ms where the bucket begins. */
  at: number;
  received: number;
  handled: number;
  handled_late: number;
}

const HOUR = 3_600_000;
const STEP: Record<TimeSeries["bucket"], number> = { hour: HOUR, day: 24 * HOUR, month: 30.4375 * 24 * HOUR };

/**
 * The rows with the empty buckets between them. Days with a change of daylight saving are an hour longer or
 * shorter and months differ: a gap is cut into as many equal parts as there are buckets in it.
 */
export function fillBuckets({ rows, bucket }: Pick<TimeSeries, "rows" | "bucket">): SeriesPoint[] {
  const step = STEP[bucket];
  const points: SeriesPoint[] = [];
  for (const row of rows) {
    const at = Date.parse(row.at);
    const before = points.at(-1);
    if (before !== undefined) {
      const parts = Math.round((at - before.at) / step);
      for (let part = 1; part < parts; part += 1) {
        points.push({
          at: before.at + Math.round(((at - before.at) * part) / parts),
          received: 0,
          handled: 0,
          handled_late: 0,
        });
      }
    }
    points.push({ at, received: row.received, handled: row.handled, handled_late: row.handled_late });
  }
  return points;
}
