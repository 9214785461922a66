import type { CsvFormat } from "@toancanh/contracts";
import { createTimeReader } from "@toancanh/domain";

/** What stands for no value where a format does not say otherwise. */
const NULL_WORDS = ["", "NULL", "null", "N/A", "n/a", "-"];
const NULL_YEARS = [1900, 9999];

/** Reads the values of a format's columns: its words for nothing, its times, its numbers. */
export interface FieldReader {
  /** The value without spaces around it; "" when it is missing or one of the words for nothing. */
  text(value: string | undefined): string;
  /** Epoch ms; undefined for no date, null for what is no time. */
  time(text: string): number | null | undefined;
  /** WGS84 degrees; null for no place, undefined for what is none. */
  point(lat: string, long: string): { lat: number; long: number } | null | undefined;
}

/** @throws TimePatternError */
export function createFieldReader(format: CsvFormat, timeZone: string): FieldReader {
  const nullWords = new Set(format.null_words ?? NULL_WORDS);
  const nullYears = (format.null_years ?? NULL_YEARS).map(String);
  const readTime = createTimeReader(format.time_pattern, timeZone);
  const toNumber = (text: string): number =>
    text === "" ? Number.NaN : Number(format.decimal === "," ? text.replace(",", ".") : text);

  return {
    text(value) {
      const text = (value ?? "").trim();
      return nullWords.has(text) ? "" : text;
    },
    time(text) {
      if (text === "" || nullYears.some((year) => hasYear(text, year))) return undefined;
      return readTime(text);
    },
    point(lat, long) {
      if (lat === "" && long === "") return null;
      const point = { lat: toNumber(lat), long: toNumber(long) };
      const isPlace = Math.abs(point.lat) <= 90 && Math.abs(point.long) <= 180;
      return isPlace ? point : undefined;
    },
  };
}

/** Whether a date is written with that year: its digits with no other digit beside them. */
function hasYear(text: string, year: string): boolean {
  const at = text.indexOf(year);
  if (at < 0) return false;
  const isDigit = (char: string): boolean => char >= "0" && char <= "9";
  return !isDigit(text.charAt(at - 1)) && !isDigit(text.charAt(at + year.length));
}
