import type { CsvFormat } from "@toancanh/contracts";
import { createTimeReader } from "@toancanh/domain";
import { createSourceWords, type SourceWords } from "../source-words.ts";

/** Reads the values of a format's columns: its words, its times, its numbers. */
export interface FieldReader extends SourceWords {
  /** Epoch ms; undefined for no date, null for what is no time. */
  time(text: string): number | null | undefined;
}

/** `timeZone`: of times without a zone, where the format names none. @throws TimePatternError */
export function createFieldReader(format: CsvFormat, timeZone: string): FieldReader {
  const words = createSourceWords(format);
  const readTime = createTimeReader(format.time_pattern, format.time_zone ?? timeZone);
  return { ...words, time: (text) => (words.isNoDate(text) ? undefined : readTime(text)) };
}
