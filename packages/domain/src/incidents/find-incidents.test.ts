import type { IncidentFamily } from "@toancanh/contracts";
import { describe, expect, it } from "vitest";
import { chanceOfAtLeast } from "./chance.ts";
import { findIncidents, type IncidentReport } from "./find-incidents.ts";
import { floodSince, groupFlood } from "./flood.ts";
import { createLocalRates } from "./local-rates.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = 500 * HOUR;
const METRE = 1 / 111_320;
const text = { vi: "x", en: "x" };
const FLOOD: IncidentFamily = {
  id: "flood",
  name: text,
  sign: "water",
  service_codes: ["flood"],
  nearby: { radius_m: 800, minutes: 180 },
  reason: text,
};
const report = (id: string, minutesAgo: number, over: Partial<IncidentReport> = {}): IncidentReport => ({
  service_request_id: id,
  received_at: NOW - minutesAgo * MINUTE,
  service_code: "flood",
  lat: 0,
  long: 0,
  merged_into: "",
  rate_cell: "c",
  cell: "c10",
  ward_code: "w-1",
  agencies: ["a-1"],
  due_at: NOW + HOUR,
  finished_at: null,
  ...over,
});
const find = (reports: IncidentReport[], mean = 0.0005) =>
  findIncidents(reports, [FLOOD], () => ({ mean, size: 50 }), NOW);

describe("chanceOfAtLeast", () => {
  it("is the upper tail of a Poisson and of a negative binomial count", () => {
    const poisson = { mean: 2, size: Number.POSITIVE_INFINITY };
    expect(chanceOfAtLeast(0, poisson)).toBe(1);
    expect(chanceOfAtLeast(1, poisson)).toBeCloseTo(1 - Math.exp(-2), 12);
    expect(chanceOfAtLeast(3, poisson)).toBeCloseTo(1 - 5 * Math.exp(-2), 12);
    // Of size 1 it is geometric: P(N ≥ n) = (mean / (1 + mean))^n.
    expect(chanceOfAtLeast(3, { mean: 2, size: 1 })).toBeCloseTo((2 / 3) ** 3, 12);
    expect(chanceOfAtLeast(1, { mean: 0, size: 1 })).toBe(0);
  });
});

describe("createLocalRates", () => {
  const grid = {
    neighboursOf: () => ["n"],
    areaOf: () => 2,
    hourOf: (ms: number) => Math.floor(ms / HOUR) % 24,
  };
  const near = { ...FLOOD, nearby: { radius_m: 800, minutes: 180 } };
  const hours = Array.from({ length: 24 }, (_, hour) => ({ service_code: "flood", hour, count: 40 }));

  it("is the place's rate where there is a past, drawn to the family's share where there is little", () => {
    const cells = [
      { service_code: "flood", cell: "c", count: 560 },
      { service_code: "other", cell: "quiet", count: 560 },
      { service_code: "other", cell: "n", count: 0 },
    ];
    const expect3h = createLocalRates({ days: 56, cells, hours }, [FLOOD], grid);
    // Ten a day within 2 + 2 · ½ km²… of which the circle is 2.01 km² and three hours an eighth.
    const busy = expect3h(near, "c", 0);
    expect(busy.mean).toBeCloseTo((10 * 2.0106 * 0.125) / 3, 1);
    expect(busy.size).toBe(565);
    const quiet = expect3h(near, "quiet", 0);
    expect(quiet.size).toBe(5);
    expect(quiet.mean).toBeGreaterThan(0);
    expect(quiet.mean).toBeLessThan(busy.mean / 20);
  });

  it("foresees more at the hours that bring more", () => {
    const rainy = hours.map((one) => ({ ...one, count: one.hour === 17 ? 2_000 : 10 }));
    const cells = [{ service_code: "flood", cell: "c", count: 560 }];
    const rates = createLocalRates({ days: 56, cells, hours: rainy }, [FLOOD], grid);
    expect(rates(near, "c", 16 * HOUR).mean).toBeGreaterThan(5 * rates(near, "c", 6 * HOUR).mean);
  });

  it("does not take two reports of a city without a past for a happening", () => {
    const rates = createLocalRates({ days: 1, cells: [], hours: [] }, [FLOOD], grid);
    const { length } = findIncidents([report("a", 20), report("b", 10)], [FLOOD], rates, NOW);
    expect(length).toBe(0);
    const many = Array.from({ length: 6 }, (_, index) => report(`r${index}`, 20 - index));
    expect(findIncidents(many, [FLOOD], rates, NOW)).toHaveLength(1);
  });
});

describe("findIncidents", () => {
  it("is none of a single report, and none of so few that chance explains them", () => {
    expect(find([report("a", 5)])).toEqual([]);
    expect(find([report("a", 5), report("b", 4)], 0.5)).toEqual([]);
  });

  it("tells count, place, extent, times, agencies, nearest due and what is overdue", () => {
    const [incident] = find([
      report("b", 20, { lat: 300 * METRE, ward_code: "w-2", due_at: NOW - MINUTE, cell: "d10" }),
      report("a", 30, { agencies: ["a-2"] }),
      report("c", 1, { ward_code: "w-2", due_at: null, agencies: ["a-1", "a-3"] }),
      report("d", 2, { finished_at: NOW - MINUTE, due_at: NOW - 3 * HOUR, agencies: ["a-9"], ward_code: "" }),
    ]);
    expect(incident).toMatchObject({
      id: "flood:a",
      open: 3,
      overdue: 1,
      due_at: NOW - MINUTE,
      first_at: NOW - 30 * MINUTE,
      last_at: NOW - MINUTE,
      ended_at: null,
      ward_codes: ["w-2", "w-1"],
      agencies: ["a-1", "a-2", "a-3"],
      cells: ["c10", "d10"],
    });
    expect(incident?.reports.map((one) => one.service_request_id)).toEqual(["a", "b", "d", "c"]);
    expect(incident?.extent_m).toBeCloseTo(300, 5);
  });

  it("is new for ten minutes from the report that made it one", () => {
    // At this rate it takes three: chance brings a second one in 200.
    const at = (minutes: number) => find([report("a", 60), report("b", 50), report("c", minutes)], 0.005)[0];
    expect(at(9)).toMatchObject({ is_new: true, found_at: NOW - 9 * MINUTE });
    expect(at(11)).toMatchObject({ is_new: false });
    expect(find([report("a", 60), report("b", 50)], 0.005)).toEqual([]);
  });

  it("ended when its last report did, and then stands behind those that are active", () => {
    const done = (id: string, ago: number, finished: number) =>
      report(id, ago, { lat: 1, finished_at: NOW - finished * MINUTE });
    const found = find([done("a", 60, 5), done("b", 55, 12), report("c", 20), report("d", 10)]);
    expect(found.map(({ id, ended_at }) => [id, ended_at])).toEqual([
      ["flood:c", null],
      ["flood:a", NOW - 5 * MINUTE],
    ]);
  });

  it("puts overdue first, then the nearest due, then what has none", () => {
    const pair = (id: string, north: number, due_at: number | null) =>
      [0, 1].map((n) => report(`${id}${n}`, 30 - n, { lat: north, due_at }));
    const found = find([
      ...pair("none", 1, null),
      ...pair("soon", 2, NOW + MINUTE),
      ...pair("late", 3, NOW - HOUR),
      ...pair("far", 4, NOW + HOUR),
    ]);
    expect(found.map(({ id }) => id)).toEqual(["flood:late0", "flood:soon0", "flood:far0", "flood:none0"]);
  });
});

describe("floods", () => {
  const burst = (count: number, minutesAgo: number) =>
    Array.from({ length: count }, (_, index) => report(`m${minutesAgo}-${index}`, minutesAgo - index * 0.5));
  const since = (reports: IncidentReport[]) => floodSince(find(reports), NOW);

  it("begin with ten reports of incidents in ten minutes and last until none came for half an hour", () => {
    expect(since(burst(9, 20))).toBeNull();
    expect(since(burst(10, 20))).toBe(NOW - 15.5 * MINUTE);
    expect(since(burst(14, 20))).toBe(NOW - 15.5 * MINUTE);
    expect(since(burst(10, 40))).toBeNull();
    expect(since([...burst(10, 50), ...burst(12, 28)])).toBe(NOW - 45.5 * MINUTE);
  });

  it("are grouped by family and ward, the most reports first, ended and old ones left out", () => {
    const groups = groupFlood(
      [
        report("a", 10),
        report("b", 9, { ward_code: "w-2", due_at: NOW - MINUTE }),
        report("c", 8, { ward_code: "w-2", agencies: ["a-2"] }),
        report("d", 7, { ward_code: "w-2", finished_at: NOW }),
        report("e", 361, { ward_code: "w-2" }),
        report("f", 6, { service_code: "other" }),
      ],
      [FLOOD],
      NOW,
    );
    expect(groups).toMatchObject([
      { id: "flood:w-2", overdue: 1, due_at: NOW - MINUTE, agencies: ["a-1", "a-2"] },
      { id: "flood:w-1", overdue: 0 },
    ]);
    expect(groups.map(({ reports }) => reports.length)).toEqual([2, 1]);
  });
});
