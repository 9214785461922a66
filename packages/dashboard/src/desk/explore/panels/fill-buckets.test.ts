import { describe, expect, it } from "vitest";
import { fillBuckets } from "./fill-buckets.ts";

const row = (at: string, received: number) => ({
  at,
  received,
  handled: 1,
  handled_on_time: 1,
  handled_late: 0,
});

describe("buckets of time without anything", () => {
  it("become zero between those with something", () => {
    const points = fillBuckets({
      bucket: "day",
      rows: [row("2026-11-01T17:00:00Z", 3), row("2026-11-04T17:00:00Z", 5)],
    });
    expect(points.map(({ at, received }) => [new Date(at).toISOString(), received])).toEqual([
      ["2026-11-01T17:00:00.000Z", 3],
      ["2026-11-02T17:00:00.000Z", 0],
      ["2026-11-03T17:00:00.000Z", 0],
      ["2026-11-04T17:00:00.000Z", 5],
    ]);
  });

  it("are not made up by a day of 25 hours or a month of 31 days", () => {
    const days = [
      row("2026-10-31T04:00:00Z", 1),
      row("2026-11-01T04:00:00Z", 1),
      row("2026-11-02T05:00:00Z", 1),
    ];
    expect(fillBuckets({ bucket: "day", rows: days })).toHaveLength(3);
    const months = ["2025-12-01", "2026-01-01", "2026-02-01", "2026-03-01"].map((day) =>
      row(`${day}T00:00:00Z`, 1),
    );
    expect(fillBuckets({ bucket: "month", rows: months })).toHaveLength(4);
    expect(fillBuckets({ bucket: "hour", rows: [] })).toEqual([]);
  });
});
