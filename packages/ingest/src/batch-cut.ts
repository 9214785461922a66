/**
 * How long events may wait for others to be stored with.
 *
 * - `answer`: their sender waits for an answer, as with a request or a file: as soon as they are worth an insert, they
 *   are stored
 * - `stream`: no sender waits, as with Kafka: under load they wait longer, for fewer and larger inserts
 */
export type Pace = "answer" | "stream";

export interface CutLimits {
  /** Of one batch; what reaches either is cut at once. */
  maxBatchRows: number;
  maxBatchBytes: number;
  /** How long a small batch waits for more events, ms. */
  lingerMs: number;
  /** From so many rows on a batch with events of pace `answer` waits no longer. */
  lingerBelowRows: number;
  /** From `loadRows` on a batch of pace `stream` waits for `loadLingerMs` instead of `lingerMs`. */
  loadRows: number;
  loadLingerMs: number;
}

/** What waits: its size, and since when the oldest of either pace does (ms of any one clock). */
export interface Waiting {
  rows: number;
  bytes: number;
  since: Partial<Record<Pace, number>>;
}

/**
 * When what waits is cut into a batch, ms from `now`; 0 or less: at once. Infinity when nothing waits. The bounds are
 * those of docs/reliability.md, "How a robust ingester behaves".
 */
export function msUntilCut({ rows, bytes, since }: Waiting, limits: CutLimits, now: number): number {
  if (rows >= limits.maxBatchRows || bytes >= limits.maxBatchBytes) return 0;
  const patience: Record<Pace, number> = {
    answer: rows >= limits.lingerBelowRows ? 0 : limits.lingerMs,
    stream: rows >= limits.loadRows ? limits.loadLingerMs : limits.lingerMs,
  };
  const { answer = Number.POSITIVE_INFINITY, stream = Number.POSITIVE_INFINITY } = since;
  return Math.min(answer + patience.answer, stream + patience.stream) - now;
}
