import fc from "fast-check";
import { DateTime } from "luxon";
import { expect, it } from "vitest";
import { createPlainReader } from "./plain-time.ts";

const PATTERNS = [
  "MM/dd/yyyy hh:mm:ss a",
  "M/d/yyyy h:mm a",
  "yyyy-MM-dd'T'HH:mm:ss.SSS",
  "yyyy-MM-dd HH:mm",
  "dd.MM.yyyy",
  "d/M/yyyy H:m:s",
  "yyyyMMddHHmmss",
  "dd/MM/yyyy 'lúc' HH'h'mm",
];
const DIGITS = "0123456789";

it("reads what luxon reads, and nothing that luxon refuses or reads otherwise", () => {
  const texts = fc.tuple(
    fc.constantFrom(...PATTERNS),
    fc.date({
      min: new Date(Date.UTC(1990, 0, 1)),
      max: new Date(Date.UTC(2100, 0, 1)),
      noInvalidDate: true,
    }),
    // A digit or another character put over one of the text's.
    fc.option(fc.record({ at: fc.nat(30), by: fc.constantFrom(...DIGITS, "/", ":", " ", "P", "T") })),
  );
  let read = 0;
  fc.assert(
    fc.property(texts, ([pattern, date, change]) => {
      let text = DateTime.fromJSDate(date, { zone: "utc" }).setLocale("en-US").toFormat(pattern);
      if (change !== null) text = text.slice(0, change.at) + change.by + text.slice(change.at + 1);
      const told = createPlainReader(pattern)(text);
      if (told === null) return;
      read += 1;
      const luxon = DateTime.fromFormat(text, pattern, { zone: "utc", locale: "en-US" });
      expect(told).toBe(luxon.toMillis());
    }),
    { numRuns: 3000, seed: 7 },
  );
  expect(read).toBeGreaterThan(1000);
});

it.each([
  ["MM/dd/yyyy hh:mm:ss a", "02/30/2015 12:00:00 AM"],
  ["MM/dd/yyyy hh:mm:ss a", "02/20/2015 13:00:00 PM"],
  ["yyyy-MM-dd HH:mm", "2015-01-01 24:00"],
  ["yyyy-MM-dd HH:mm", "2015-01-01 23:60"],
  ["dd MMM yyyy", "01 Jan 2015"],
])("%s leaves %s to luxon", (pattern, text) => {
  expect(createPlainReader(pattern)(text)).toBeNull();
});
