/** A linear scale with labelled ticks, all in shares 0..1. */
export interface ShareScale {
  from: number;
  to: number;
  ticks: number[];
}

/** Place of a value on a scale, 0..1, kept inside it. */
export function positionOn(scale: ShareScale, value: number): number {
  return Math.min(1, Math.max(0, (value - scale.from) / (scale.to - scale.from)));
}

/** Scale of the on-time bar: ends at 100 %, starts low enough for every value given. */
export function onTimeScale(values: readonly (number | null)[]): ShareScale {
  const lowest = Math.min(1, ...values.filter((value) => value !== null));
  const from = [0.9, 0.8, 0.6, 0].find((start) => lowest >= start) ?? 0;
  return { from, to: 1, ticks: [from, (from + 1) / 2, 1] };
}

/** Scale of late rates from 0 up to the highest value given, with four to six round ticks. */
export function lateScale(values: readonly number[]): ShareScale {
  const highest = Math.max(0.02, ...values);
  const step = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2].find((candidate) => highest / candidate <= 5) ?? 0.25;
  const count = Math.min(Math.ceil(highest / step - 1e-9), Math.round(1 / step));
  return {
    from: 0,
    to: count * step,
    ticks: Array.from({ length: count + 1 }, (_, index) => Math.round(index * step * 1000) / 1000),
  };
}
