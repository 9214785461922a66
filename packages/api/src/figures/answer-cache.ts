/** Answers to one endpoint, shared between the screens that ask the same at the same time. */
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

interface Entry<T> {
  version: number;
  startedAt: number;
  answer: Promise<T>;
}

/** Bounded: what is too old goes when something new comes, and beyond the bound the oldest gives way. */
export function createAnswerCache<T>(options: AnswerCacheOptions): AnswerCache<T> {
  const entries = new Map<string, Entry<T>>();
  const isYoung = ({ startedAt }: Entry<T>, now: number) =>
    now >= startedAt && now - startedAt <= options.maxAgeMs;

  function makeRoom(now: number): void {
    // Oldest first: entries are kept in the order they were computed in.
    for (const [key, entry] of entries) {
      if (isYoung(entry, now) && entries.size <= options.maxEntries) break;
      entries.delete(key);
    }
  }

  return {
    get(key, version, compute) {
      const now = options.now();
      const known = entries.get(key);
      if (known !== undefined && known.version === version && isYoung(known, now)) return known.answer;
      const entry = { version, startedAt: now, answer: compute() };
      entries.delete(key);
      entries.set(key, entry);
      makeRoom(now);
      entry.answer.catch(() => {
        if (entries.get(key) === entry) entries.delete(key);
      });
      return entry.answer;
    },
  };
}
