import { describe, expect, it } from "vitest";
import { createLocalTimeParser } from "./local-time.ts";

const parse = createLocalTimeParser("MM/dd/yyyy hh:mm:ss a", "America/New_York");
const instantOf = (text: string) => {
  const ms = parse(text);
  return ms === null ? null : new Date(ms).toISOString();
};

describe("local times without a zone", () => {
  it.each([
    ["01/01/2015 12:20:09 AM", "2015-01-01T05:20:09.000Z"],
    ["01/01/2015 12:20:09 PM", "2015-01-01T17:20:09.000Z"],
    ["07/04/2015 11:59:59 PM", "2015-07-05T03:59:59.000Z"],
    // 8 March 2015: 02:00 becomes 03:00.
    ["03/08/2015 01:59:59 AM", "2015-03-08T06:59:59.000Z"],
    ["03/08/2015 02:30:00 AM", "2015-03-08T07:30:00.000Z"],
    ["03/08/2015 03:30:00 AM", "2015-03-08T07:30:00.000Z"],
    ["03/08/2015 11:00:00 PM", "2015-03-09T03:00:00.000Z"],
    // 1 November 2015: 02:00 becomes 01:00, and the first of the two hours is meant.
    ["11/01/2015 12:30:00 AM", "2015-11-01T04:30:00.000Z"],
    ["11/01/2015 01:30:00 AM", "2015-11-01T05:30:00.000Z"],
    ["11/01/2015 02:00:00 AM", "2015-11-01T07:00:00.000Z"],
    ["10/31/2015 11:00:00 PM", "2015-11-01T03:00:00.000Z"],
    ["11/02/2015 12:00:00 AM", "2015-11-02T05:00:00.000Z"],
  ])("%s is %s", (text, instant) => {
    expect(instantOf(text)).toBe(instant);
  });

  it.each(["", "2015-01-01", "13/01/2015 12:00:00 AM", "02/30/2015 12:00:00 AM", "01/01/2015 25:00:00 PM"])(
    "%j is none",
    (text) => {
      expect(instantOf(text)).toBeNull();
    },
  );

  it("keeps one offset where there is no daylight saving, and knows no invented zone", () => {
    const saigon = createLocalTimeParser("dd/MM/yyyy HH:mm", "Asia/Ho_Chi_Minh");
    expect(saigon("20/11/2025 16:30")).toBe(Date.UTC(2025, 10, 20, 9, 30));
    expect(() => createLocalTimeParser("yyyy", "Asia/Nowhere")).toThrow(RangeError);
  });
});
