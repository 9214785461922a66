import type { Scorecard } from "@toancanh/contracts";
import { createFormatter } from "@toancanh/words";
import type { PrintedCell } from "./printed.ts";

/** How figures are printed, once for every file (docs/metrics.md §7): a cell is its text and the value behind it. */
export interface Cells {
  text(value: string): PrintedCell;
  count(value: number | null): PrintedCell;
  /** A rate in percent without its sign; few due are printed as a fraction. */
  rate(late: number, due: number, rate: number | null): PrintedCell;
  /** A share of a whole in percent without its sign. */
  share(part: number, whole: number): PrintedCell;
  /** Minutes as hours with one decimal. */
  hours(minutes: number | null): PrintedCell;
  /** One decimal. */
  mean(value: number | null): PrintedCell;
  /** Two decimals: a score. */
  score(value: number | null): PrintedCell;
  /** Both ends in percent without their signs. */
  interval(value: readonly [number, number] | null): PrintedCell;
  /** Three decimals: parts that are added up. */
  points(value: number | null): PrintedCell;
  fraction(part: number, whole: number): PrintedCell;
}

const DASH = "–";

/** @param minimumDue with fewer due no rate is printed */
export function createCells(language: Scorecard["lang"], minimumDue: number): Cells {
  const format = createFormatter(language, "UTC");
  const three = new Intl.NumberFormat(language === "vi" ? "vi-VN" : "en-GB", {
    minimumFractionDigits: 3,
    maximumFractionDigits: 3,
  });
  const cell = (text: string, value: PrintedCell["value"]): PrintedCell => ({ text, value });
  const number = (text: string, value: number, decimals: number): PrintedCell => ({
    text,
    value: Number(value.toFixed(decimals)),
    decimals,
  });
  const fraction = (part: number, whole: number) => {
    const text = `${format.count(part)} / ${format.count(whole)}`;
    return cell(text, text);
  };
  return {
    text: (value) => cell(value, value),
    count: (value) => (value === null ? cell(DASH, null) : number(format.count(value), value, 0)),
    rate(late, due, rate) {
      if (rate === null) return cell(DASH, null);
      if (due < minimumDue) return fraction(late, due);
      return number(format.percentNumber(rate), rate * 100, 1);
    },
    share: (part, whole) =>
      whole === 0 ? cell(DASH, null) : number(format.percentNumber(part / whole), (part / whole) * 100, 1),
    hours: (minutes) =>
      minutes === null ? cell(DASH, null) : number(format.decimal(minutes / 60), minutes / 60, 1),
    mean: (value) => (value === null ? cell(DASH, null) : number(format.decimal(value), value, 1)),
    score: (value) => (value === null ? cell(DASH, null) : number(format.fixed(value, 2), value, 2)),
    interval(value) {
      if (value === null) return cell(DASH, null);
      const text = value.map((end) => format.percentNumber(end)).join("\u00a0–\u00a0");
      return cell(text, text);
    },
    points: (value) => (value === null ? cell(DASH, null) : number(three.format(value), value, 3)),
    fraction,
  };
}
