/** Draws that are the same in every run. */
export interface SeededRandom {
  /** 0 ≤ x < 1. */
  next(): number;
  pick<const T>(values: readonly [T, ...T[]]): T;
  /** Integer, from ≤ n < to. */
  between(from: number, to: number): number;
}

/** Mulberry32. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    pick: (values) => values[Math.floor(next() * values.length)] ?? values[0],
    between: (from, to) => from + Math.floor(next() * (to - from)),
  };
}
