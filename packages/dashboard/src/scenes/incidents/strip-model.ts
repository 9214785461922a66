/** More reports than this stand as columns of ten minutes: dots would lie on one another. */
const MOST_DOTS = 40;
const COLUMN_MS = 10 * 60_000;
/** Heights at which dots of about the same time stand apart, shares of the strip. */
const LANES = [0.5, 0.32, 0.68];

/** What a strip of the shared time axis shows. Places are shares 0..1 of its width; now is in the middle. */
export interface Strip {
  dots: { x: number; y: number }[];
  /** Columns of ten minutes in place of dots; `share` of the highest one. */
  columns: { x: number; width: number; share: number }[];
  /** The first report's time, where it lies before the axis; else null. */
  since: number | null;
  /** Where the due stands; null without one, or where it lies beyond the axis. */
  due: number | null;
  /** From now to the due, or from the due to now. */
  bar: { from: number; to: number } | null;
  /** The due lies beyond the right end. */
  isBeyond: boolean;
}

/**
 * @param times receipts of the reports, epoch ms
 * @param spanMs what the axis shows on either side of now
 */
export function stripOf(times: readonly number[], due: number | null, now: number, spanMs: number): Strip {
  const placeOf = (at: number) => 0.5 + (at - now) / (2 * spanMs);
  const within = times.filter((at) => at >= now - spanMs && at <= now + spanMs).sort((a, b) => a - b);
  const first = Math.min(...times);
  const at = due === null ? null : placeOf(due);
  return {
    dots:
      times.length > MOST_DOTS
        ? []
        : within.map((time, index) => ({ x: placeOf(time), y: LANES[index % LANES.length] ?? 0.5 })),
    columns: times.length > MOST_DOTS ? columnsOf(within, now, spanMs) : [],
    since: first < now - spanMs ? first : null,
    due: at !== null && at >= 0 && at <= 1 ? at : null,
    bar: at === null ? null : { from: Math.max(0, Math.min(at, 0.5)), to: Math.min(1, Math.max(at, 0.5)) },
    isBeyond: at !== null && at > 1,
  };
}

function columnsOf(times: readonly number[], now: number, spanMs: number): Strip["columns"] {
  const counts = new Map<number, number>();
  for (const time of times) {
    // The last column ends now: a column begun at a whole ten minutes would always look low.
    const column = Math.floor((now - time) / COLUMN_MS);
    counts.set(column, (counts.get(column) ?? 0) + 1);
  }
  const most = Math.max(1, ...counts.values());
  const width = COLUMN_MS / (2 * spanMs);
  return [...counts]
    .sort(([a], [b]) => b - a)
    .map(([column, count]) => ({ x: 0.5 - (column + 1) * width, width, share: count / most }));
}
