import { describe, expect, it } from "vitest";
import { createTimeReader, readIsoTime, TimePatternError } from "./time-reader.ts";
import { createWallClock } from "./wall-clock.ts";

const parse = createTimeReader("MM/dd/yyyy hh:mm:ss a", "America/New_York");
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
    const saigon = createTimeReader("dd/MM/yyyy HH:mm", "Asia/Ho_Chi_Minh");
    expect(saigon("20/11/2025 16:30")).toBe(Date.UTC(2025, 10, 20, 9, 30));
    expect(() => createTimeReader("yyyy-MM-dd", "Asia/Nowhere")).toThrow(RangeError);
  });
});

describe("a zone that is written is never thrown away", () => {
  const NEW_YORK = "America/New_York";
  const EVENING = "2015-04-07T18:00:00.000Z";
  const read = (pattern: string, text: string) => {
    const ms = createTimeReader(pattern, NEW_YORK)(text);
    return ms === null ? null : new Date(ms).toISOString();
  };

  it.each([
    ["yyyy-MM-dd'T'HH:mm:ssZZ", "2015-04-07T18:00:00+00:00"],
    ["yyyy-MM-dd'T'HH:mm:ssZZ", "2015-04-07T14:00:00-04:00"],
    ["yyyy-MM-dd'T'HH:mm:ssZZ", "2015-04-07T18:00:00+0000"],
    ["yyyy-MM-dd'T'HH:mm:ssZZ", "2015-04-07T18:00:00Z"],
    ["yyyy-MM-dd'T'HH:mm:ssZ", "2015-04-07T11:00:00-07"],
    ["yyyy-MM-dd HH:mm:ss ZZZ", "2015-04-07 23:30:00 +0530"],
    ["yyyy-MM-dd HH:mm:ss ZZZ", "2015-04-07 18:00:00 UTC"],
    ["yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", "2015-04-07T18:00:00.000Z"],
    ["yyyy-MM-dd HH:mm:ss 'UTC'", "2015-04-07 18:00:00 UTC"],
    ["dd/MM/yyyy HH:mm'+07:00'", "08/04/2015 01:00+07:00"],
    ["dd/MM/yyyy HH:mm+0700", "08/04/2015 01:00+0700"],
    ["yyyy-MM-dd HH:mm z", "2015-04-07 20:00 Europe/Paris"],
    ["EEE MMM dd HH:mm:ss ZZZ yyyy", "Tue Apr 07 11:00:00 -0700 2015"],
    ["ZZ yyyy-MM-dd HH:mm", "+05:30 2015-04-07 23:30"],
    ["MM/dd/yyyy hh:mm a", "04/07/2015 02:00 PM"],
    ["yyyy-MM-dd HH:mm:ss ZZZ", "2015-04-08 01:00:00 GMT+7"],
    ["yyyy-MM-dd HH:mm:ss ZZZ", "2015-04-08 01:00:00 UTC+0700"],
    ["yyyy-MM-dd HH:mm:ssZ", "2015-04-08 01:00:00 gmt +07:00"],
    ["yyyy-MM-dd HH:mm:ssZ", "2015-04-07 11:00:00\u221207:00"],
    ["yyyy-MM-dd HH:mm 'GMT+7'", "2015-04-08 01:00 GMT+7"],
    ["X", "1428429600"],
    ["x", "1428429600000"],
  ])("%s reads %s", (pattern, text) => {
    expect(read(pattern, text)).toBe(EVENING);
  });

  it.each([
    ["MM/dd/yyyy hh:mm:ss a", "04/07/2015 02:00:00 PM +0000"],
    ["yyyy-MM-dd'T'HH:mm:ss", "2015-04-07T18:00:00Z"],
    ["yyyy-MM-dd'T'HH:mm:ssZZ", "2015-04-07T18:00:00"],
    ["yyyy-MM-dd'T'HH:mm:ssZZ", "2015-04-07T18:00:00+25:00"],
    ["yyyy-MM-dd'T'HH:mm:ssZZ", "2015-04-07T18:00:00 EST"],
    ["yyyy-MM-dd'T'HH:mm:ssZZ", "2015-04-07T18:00:00 ICT+7"],
    ["yyyy-MM-dd'T'HH:mm:ssZZ", "2015-04-07T18:00:00 UTC+77"],
    ["yyyy-MM-dd HH:mm", "2015-04-07 18:00 GMT+7"],
    ["yyyy-MM-dd HH:mm", "2015-04-07 18:00 ICT"],
    ["X", "04/07/2015"],
    ["x", ""],
  ])("%s refuses %j", (pattern, text) => {
    expect(read(pattern, text)).toBeNull();
  });

  it.each([
    "YYYY-MM-DD HH:mm",
    "yyyy-MM-ddTHH:mm",
    "yyyy-MM HH:mm",
    "dd/MM HH:mm",
    "MM/dd/yyyy hh:mm",
    "yyyy-MM-dd'T HH:mm",
    "%Y-%m-%d",
  ])("%s is refused as a pattern", (pattern) => {
    expect(() => createTimeReader(pattern, NEW_YORK)).toThrow(TimePatternError);
  });

  it.each([
    "2015-04-07T18:00:00+0000",
    "2015-04-07T18:00:00 UTC",
    "2015-04-07T18:00:00 +00:00",
    "2015-04-07T18:00:00.000+0000",
    "2015-04-07T11:00:00-07",
    "2015-04-07T18:00Z",
    "2015-04-07 18:00:00z",
    "2015-04-07T23:30:00,000+5:30",
    "2015-04-08T01:00:00+07",
    "2015-04-08 01:00:00 GMT+7",
    "2015-04-08T01:00:00UTC+0700",
    "2015-04-08T01:00:00.000+07:00[Asia/Ho_Chi_Minh]",
    "2015-04-07t18:00:00.0001234z",
    "2015-04-07T14:30:00\u221203:30",
  ])("ISO spelling %s", (text) => {
    expect(readIsoTime(text, null)).toBe(Date.parse(EVENING));
  });

  it("reads an ISO time without a zone only where the city's clocks are named", () => {
    expect(readIsoTime("2015-04-07 14:00:00", null)).toBeNull();
    expect(readIsoTime("2015-04-07 14:00:00", createWallClock(NEW_YORK))).toBe(Date.parse(EVENING));
  });

  it.each([
    "2015-04-08T01:00 ICT",
    "2015-04-08T01:00[Asia/Saigon]",
    "2015-04-08T01:00+077",
    "2015-02-30T00:00Z",
    "2015-13-01T00:00Z",
    "2015-04-07T24:00Z",
    "15-04-07T18:00Z",
    "now",
  ])("%s is no time", (text) => {
    expect(readIsoTime(text, null)).toBeNull();
  });
});
