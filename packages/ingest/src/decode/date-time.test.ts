import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDateTime } from "./date-time.ts";

describe("parseDateTime", () => {
  it.each([
    ["2025-11-20T16:30:00+07:00", "2025-11-20T09:30:00.000Z"],
    ["2025-11-20T09:30:00Z", "2025-11-20T09:30:00.000Z"],
    ["2025-11-20t09:30:00.5z", "2025-11-20T09:30:00.500Z"],
    ["2025-11-20T09:30:00.123999-00:30", "2025-11-20T10:00:00.123Z"],
    ["2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"],
  ])("%s is %s", (text, instant) => {
    expect(parseDateTime(text)).toBe(Date.parse(instant));
  });

  it.each([
    "",
    "2025-11-20",
    "2025-11-20T09:30:00",
    "2025-11-20 09:30:00Z",
    "2025-11-20T09:30Z",
    "2025-02-29T00:00:00Z",
    "2025-04-31T00:00:00Z",
    "2025-13-01T00:00:00Z",
    "2025-00-10T00:00:00Z",
    "2025-11-20T24:00:00Z",
    "2025-11-20T09:60:00Z",
    "2016-12-31T23:59:60Z",
    "2025-11-20T09:30:00.Z",
    "2025-11-20T09:30:00+0700",
    "2025-11-20T09:30:00+07:00x",
    "2025-11-20T09:30:00Z ",
    "20251120T093000Z0000",
    "+25-11-20T09:30:00Z0",
    "0001-11-20T09:30:00Z",
  ])("%j is none", (text) => {
    expect(parseDateTime(text)).toBeNull();
  });

  it("gives back any instant that was written", () => {
    const instants = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2300, 0, 1) });
    fc.assert(fc.property(instants, (ms) => parseDateTime(new Date(ms).toISOString()) === ms));
  });
});
