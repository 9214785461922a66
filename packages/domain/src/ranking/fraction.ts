/** An exact number: points are kept so until they are shown (docs/metrics.md §7). `below` is positive. */
export interface Fraction {
  readonly above: bigint;
  readonly below: bigint;
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** `above ÷ below` in lowest terms. @throws RangeError when `below` is 0 */
export function fraction(above: bigint | number, below: bigint | number = 1n): Fraction {
  let [n, d] = [BigInt(above), BigInt(below)];
  if (d === 0n) throw new RangeError("a fraction cannot have 0 below");
  if (d < 0n) [n, d] = [-n, -d];
  const divisor = greatestDivisor(n, d);
  return divisor === 0n ? { above: 0n, below: 1n } : { above: n / divisor, below: d / divisor };
}

/** A number of a file as it is written there: 0.1 is one tenth. */
export function fractionOfDecimal(value: number): Fraction {
  const [digits = "0", exponent = "0"] = value.toString().split("e");
  const [whole = "0", decimals = ""] = digits.split(".");
  const shift = BigInt(exponent) - BigInt(decimals.length);
  const scaled = BigInt(whole + decimals);
  return shift < 0n ? fraction(scaled, 10n ** -shift) : fraction(scaled * 10n ** shift);
}

export const ZERO: Fraction = { above: 0n, below: 1n };

export function add(a: Fraction, b: Fraction): Fraction {
  return fraction(a.above * b.below + b.above * a.below, a.below * b.below);
}

function subtract(a: Fraction, b: Fraction): Fraction {
  return add(a, { above: -b.above, below: b.below });
}

export function multiply(a: Fraction, b: Fraction): Fraction {
  return fraction(a.above * b.above, a.below * b.below);
}

/** @throws RangeError when `b` is 0 */
export function divide(a: Fraction, b: Fraction): Fraction {
  return fraction(a.above * b.below, a.below * b.above);
}

/** Negative, 0 or positive as `a` is less than, equal to or greater than `b`. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.above * b.below - b.above * a.below;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function floorDivide(a: bigint, b: bigint): bigint {
  return a / b - (a % b !== 0n && a < 0n ? 1n : 0n);
}

/** In units of 10^-decimals, rounded half up. */
function roundToUnits({ above, below }: Fraction, decimals: number): bigint {
  const scale = 10n ** BigInt(decimals);
  return floorDivide(2n * above * scale + below, 2n * below);
}

/** Rounded half up, as a number. */
export function roundHalfUp(value: Fraction, decimals: number): number {
  return Number(roundToUnits(value, decimals)) / 10 ** decimals;
}

/** As it is: "60/7". */
export function writeFraction({ above, below }: Fraction): string {
  return below === 1n ? String(above) : `${above}/${below}`;
}

/**
 * Rounds parts to `decimals` so that they add up to `total` (a number with no more decimals) to the last digit: all
 * are rounded down, and what is left goes to the largest remainders, the first of equal ones first.
 */
export function apportion(parts: readonly Fraction[], total: number, decimals: number): number[] {
  const scale = 10n ** BigInt(decimals);
  const floors = parts.map(({ above, below }) => floorDivide(above * scale, below));
  const left = BigInt(Math.round(total * Number(scale))) - floors.reduce((sum, one) => sum + one, 0n);
  const order = parts
    .map((part, index) => ({
      index,
      rest: subtract(multiply(part, fraction(scale)), fraction(floors[index] ?? 0n)),
    }))
    .filter(({ index }) => parts[index]?.above !== 0n)
    .sort((a, b) => compare(b.rest, a.rest) || a.index - b.index);
  if (left < 0n) order.reverse();
  const step = left < 0n ? -1n : 1n;
  for (let given = 0; order.length > 0 && given < Number(left * step); given++) {
    const { index } = order[given % order.length] ?? { index: 0 };
    floors[index] = (floors[index] ?? 0n) + step;
  }
  return floors.map((units) => Number(units) / Number(scale));
}
