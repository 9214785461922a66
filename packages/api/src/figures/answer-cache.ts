/** Answers of one kind, shared between the screens that ask the same at the same time. */
export interface AnswerCache<T> {
  /**
   * The answer of `compute`, or the one given (or still being computed) for the same key and
   * version no longer ago than the age limit. A failed computation is not kept.
   *
   * @param key everything the answer depends on but the data
   * @param version grows with every change of the data
   */
  get(key: string, version: number, compute: () => Promise<T>): Promise<T>;
}

export interface AnswerCacheOptions {
  maxAgeMs: number;
  maxEntries: number;
  /** Milliseconds. */
  now: () => number;
}

/** Bounded; the oldest entry gives way. */
export function createAnswerCache<T>(options: AnswerCacheOptions): AnswerCache<T> {
  const entries = new Map<string, { version: number; startedAt: number; answer: Promise<T> }>();

  return {
    get(key, version, compute) {
      const now = options.now();
      const known = entries.get(key);
      const age = known === undefined ? 0 : now - known.startedAt;
      if (known !== undefined && known.version === version && age >= 0 && age <= options.maxAgeMs) {
        return known.answer;
      }
      const entry = { version, startedAt: now, answer: compute() };
      entries.delete(key);
      entries.set(key, entry);
      for (const oldest of entries.keys()) {
        if (entries.size <= options.maxEntries) break;
        entries.delete(oldest);
      }
      entry.answer.catch(() => {
        if (entries.get(key) === entry) entries.delete(key);
      });
      return entry.answer;
    },
  };
}
