import { describe, expect, it } from "vitest";
import { parseMoment } from "./parse-moment.ts";

const CITY = "Asia/Ho_Chi_Minh";

describe("parseMoment", () => {
  it.each([
    ["2026-01-31", "2026-01-30T17:00:00.000Z"],
    ["2026-01-31T23:59:00", "2026-01-31T16:59:00.000Z"],
    ["2026-01-31T23:59:00Z", "2026-01-31T23:59:00.000Z"],
    ["2026-01-31T23:59:00+09:00", "2026-01-31T14:59:00.000Z"],
  ])("reads %s in the city's zone", (text, expected) => {
    expect(new Date(parseMoment(text, "from", CITY)).toISOString()).toBe(expected);
  });

  it.each(["", "yesterday", "2026-13-01", "01/31/2026"])("refuses %j and names the option", (text) => {
    expect(() => parseMoment(text, "as-of", CITY)).toThrow(/--as-of/);
  });
});
