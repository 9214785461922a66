/** A headline's size in units of the wall, and what it must not fall below to be one (docs/wall.md "Text"). */
const HEADLINE_UNITS = 10.4;
export const LEAST_HEADLINE_UNITS = 10.2;
/** Width of a digit, and of the mark between thousands, in their own size. */
const DIGIT = 0.6;
const MARK = 0.28;

/** One size for several figures side by side: a headline's while the longest fits, else as large as it may be. */
export function headlineUnits(texts: readonly string[], room: number): number {
  const width = (text: string) =>
    [...text].reduce((sum, letter) => sum + (/\d/.test(letter) ? DIGIT : MARK), 0);
  return Math.min(HEADLINE_UNITS, room / Math.max(DIGIT, ...texts.map(width)));
}
