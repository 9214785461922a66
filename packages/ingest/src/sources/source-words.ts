import type { CsvFormat, StatusMeaning } from "@toancanh/contracts";
import { TIME_CEILING, TIME_FLOOR } from "../decode/decode-data.ts";
import { isPlacePair } from "../decode/place-pair.ts";

/** What stands for no value where a source's settings do not say otherwise. */
const NULL_WORDS = ["", "NULL", "null", "N/A", "n/a", "-"];
const NULL_YEARS = [0, 1, 1900, 9999];

/** Statuses that sources write beside the two of GeoReport. */
const OPEN_WORDS =
  `open new submitted received acknowledged confirmed assigned accepted reopened pending investigating planned
  in_progress in_process on_hold under_review action_scheduled referred work_order_created`.split(/\s+/);
const CLOSED_WORDS =
  "closed fixed resolved completed complete done duplicate no_further_action not_responsible rejected archived".split(
    " ",
  );

/** The words of one source. */
export interface SourceWords {
  /** The text without spaces around it; "" for one of the words for nothing. */
  text(value: string | undefined): string;
  /** Whether a date stands for no date, by its year. */
  isNoDate(text: string): boolean;
  /** What a status says; null for a word that is not known. */
  status(text: string): StatusMeaning | null;
  /** A number as the source writes its coordinates; NaN for what is none. */
  number(text: string): number;
  /** WGS84 degrees, perhaps exchanged; null for no place, undefined for what cannot be one. */
  point(lat: string, long: string): { lat: number; long: number } | null | undefined;
}

/** Settings of a CSV format or an Open311 feed. */
export type SourceWordSettings = Pick<CsvFormat, "null_words" | "null_years" | "statuses" | "decimal">;

export function createSourceWords(settings: SourceWordSettings): SourceWords {
  const nullWords = new Set(
    (settings.null_words ?? NULL_WORDS).flatMap((word) => [
      word.trim().normalize("NFC"),
      word.trim().normalize("NFD"),
    ]),
  );
  const nullYears = (settings.null_years ?? NULL_YEARS).map((year) => String(year).padStart(4, "0"));
  const statuses = new Map<string, StatusMeaning>();
  for (const word of OPEN_WORDS) statuses.set(word, "open");
  for (const word of CLOSED_WORDS) statuses.set(word, "closed");
  const own = new Map<string, StatusMeaning>();
  for (const [word, meaning] of Object.entries(settings.statuses ?? {})) own.set(statusKey(word), meaning);
  const number = (text: string): number =>
    text === "" ? Number.NaN : Number(settings.decimal === "," ? text.replace(",", ".") : text);

  return {
    text(value) {
      const text = (value ?? "").trim();
      return nullWords.has(text) ? "" : text;
    },
    isNoDate: (text) => text === "" || nullYears.some((year) => hasYear(text, year)),
    status(text) {
      const key = statusKey(text);
      return own.get(key) ?? statuses.get(key) ?? (key.startsWith("closed_") ? "closed" : null);
    },
    number,
    point(lat, long) {
      if (lat === "" && long === "") return null;
      const point = { lat: number(lat), long: number(long) };
      return isPlacePair(point.lat, point.long) ? point : undefined;
    },
  };
}

/** Whether a due, epoch ms, is one that events may have; sources write 1753 and 2999 for none. */
export function isDue(due: number): boolean {
  return due >= TIME_FLOOR && due < TIME_CEILING;
}

/** Whether a text is a number as spreadsheets show long ones, like 1.01E+11: digits of an id are lost. */
export function isSpreadsheetNumber(text: string): boolean {
  return /^\d+([.,]\d+)?E\+?\d+$/i.test(text);
}

/** A status without the ways to write it: `Closed - Resolved` and `closed_resolved` are one. */
function statusKey(text: string): string {
  return text
    .normalize("NFC")
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, "_");
}

/** Whether a date is written with that year: its digits with no other digit beside them, and not as an offset. */
function hasYear(text: string, year: string): boolean {
  const at = text.indexOf(year);
  if (at < 0 || /:\d{2}(\.\d+)?\s*[+-]$/.test(text.slice(0, at))) return false;
  const isDigit = (char: string): boolean => char >= "0" && char <= "9";
  return !isDigit(text.charAt(at - 1)) && !isDigit(text.charAt(at + year.length));
}
