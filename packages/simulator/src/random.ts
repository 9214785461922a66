import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

/** A stream of chance. Every draw advances it. */
export interface Random {
  /** Uniform in [0, 1). */
  unit(): number;
  /** True in that share of draws. */
  chance(rate: number): boolean;
  /** Uniform in [from, to). */
  between(from: number, to: number): number;
  /** Uniform integer in [0, below). */
  integer(below: number): number;
  /** Standard normal. */
  normal(): number;
  /** Log-normal with that median. */
  spread(of: { median: number; sigma: number }): number;
}

/** Murmur3's finalizer folded over the keys: neighbouring hours and numbers must share nothing. */
function mix(lane: number, keys: readonly number[]): number {
  let hash = lane;
  for (const key of keys) {
    hash = Math.imul(hash ^ key ^ (key / 2 ** 32), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash = (hash ^ (hash >>> 16)) + 0x9e3779b9;
  }
  return hash | 0;
}

/** FNV-1a of a code, so that an id can key a stream. */
export function keyOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash | 0;
}

/** The stream of those keys (integers): the same keys give the same stream, on any machine. */
export function createRandom(...keys: readonly number[]): Random {
  return new SeededRandom(keys);
}

/** A class, not closures: one is made for every report. */
class SeededRandom implements Random {
  readonly #generator: ReturnType<typeof xoroshiro128plusFromState>;

  constructor(keys: readonly number[]) {
    this.#generator = xoroshiro128plusFromState([
      mix(0x243f6a88, keys),
      mix(0x13198a2e, keys) | 1,
      mix(0x03707344, keys),
      mix(0x299f31d0, keys),
    ]);
  }
  unit(): number {
    return uniformFloat64(this.#generator);
  }
  chance(rate: number): boolean {
    return this.unit() < rate;
  }
  between(from: number, to: number): number {
    return from + this.unit() * (to - from);
  }
  integer(below: number): number {
    return Math.floor(this.unit() * below);
  }
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.unit())) * Math.cos(2 * Math.PI * this.unit());
  }
  spread(of: { median: number; sigma: number }): number {
    return of.median * Math.exp(of.sigma * this.normal());
  }
}

/**
 * Poisson count at quantile `u` of that mean. Grows with the mean for the same `u`, so the reports of a
 * lower intensity are always the first ones of a higher.
 */
export function poissonAt(u: number, mean: number): number {
  if (mean > 200) {
    const z = normalAt(u);
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * z + (z * z - 1) / 6));
  }
  let term = Math.exp(-mean);
  let sum = term;
  let count = 0;
  while (sum < u && count < 1000) {
    count++;
    term *= mean / count;
    sum += term;
  }
  return count;
}

/** Quantile of the normal law by Tukey's lambda: within 0.01 where a count above 200 asks for it. */
function normalAt(u: number): number {
  return (u ** 0.135 - (1 - u) ** 0.135) / 0.1975;
}
