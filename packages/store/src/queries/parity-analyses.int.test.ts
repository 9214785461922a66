import { HEAT_STATUSES, type ReportState } from "@toancanh/contracts";
import type { Scoping } from "@toancanh/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Store } from "../store.ts";
import { createLocalClock } from "../testing/local-time.ts";
import {
  cellAt,
  countBy,
  countWithDue,
  groupBy,
  historyOf,
  isDone,
  isOfStatus,
  measureAges,
  measurePlaces,
  measureSeries,
  type Obligation,
  obligationsIn,
} from "../testing/measure-analyses.ts";
import { openTestStore } from "../testing/open-test-store.ts";
import { createScopeDraw, type RandomScope } from "../testing/random-scope.ts";
import { seededRandom } from "../testing/seeded-random.ts";
import { openSimulatedCity, writeSimulatedStates } from "../testing/simulated-city.ts";

/** `npm run bench -- parity` asks for more of both. */
const REPORTS = Number(process.env.TOANCANH_PARITY_ANALYSED ?? 2_500);
const COMBINATIONS = Number(process.env.TOANCANH_PARITY_ANALYSES ?? 8);
const TIME_LIMIT_MS = 60 * 60_000;

/** Three months with the reform of 1 July 2025 in the middle: a map looks 8 weeks back. */
const FIRST = Date.UTC(2025, 4, 15, 17);
const DAYS = 90;
const DAY = 86_400_000;
const HOUR = 3_600_000;
/** Of an ordinary hour of the city. */
const USUAL_AN_HOUR = 20.5;
/** Odd, so that in time every hour of the day has its turn. */
const STRIDE = 1 + 2 * Math.floor((DAYS * 24 * USUAL_AN_HOUR) / REPORTS / 2);
const ALWAYS = [0, Date.UTC(2100, 0, 1)] as const;
const AGE_BOUNDS = [0, 240, 1440, 4320, 10_080, 20_160, 43_200];
/** One without daylight saving and one with. */
const ZONES = ["Asia/Ho_Chi_Minh", "America/New_York"] as const;

describe(`analyses in SQL and domain over ${REPORTS} simulated reports`, () => {
  const random = seededRandom(1022);
  const clocks = new Map(ZONES.map((zone) => [zone, createLocalClock(zone)]));
  let states: ReportState[];
  let store: Store;
  let dispose: () => Promise<void>;
  let scoping: Scoping;
  let draw: () => RandomScope;
  let rows = 0;

  beforeAll(async () => {
    const city = await openSimulatedCity(1022);
    const { profile, rulebook } = city;
    ({ store, dispose } = await openTestStore(rulebook.blockOf));
    states = await writeSimulatedStates(city, store, FIRST, REPORTS, STRIDE);
    scoping = { rulebook, districtOf: () => "" };
    draw = createScopeDraw(profile, rulebook, [FIRST, (states.at(-1)?.received_at ?? FIRST) + 1], random);
  }, TIME_LIMIT_MS);
  afterAll(async () => {
    console.info(`analyses: ${COMBINATIONS} combinations, ${rows} rows of figures compared`);
    await dispose();
  });

  function drawZone() {
    const zone = random.pick(ZONES);
    const clock = clocks.get(zone);
    if (clock === undefined) throw new Error(`no clock of ${zone}`);
    return { zone, clock };
  }

  /** Compares for random scopes. `byAssignment`: the read counts assignments in every scope. */
  async function compare(
    check: (
      scope: RandomScope,
      of: (span: readonly [number, number], byAssignment?: boolean) => Obligation[],
    ) => Promise<number>,
  ): Promise<void> {
    for (let round = 0; round < COMBINATIONS; round++) {
      const scope = draw();
      rows += await check(scope, (span, byAssignment) =>
        obligationsIn(scoping, states, scope, span, byAssignment),
      );
    }
  }

  it(
    "agree on the matrix of wards and categories",
    () =>
      compare(async ({ params }, of) => {
        const found = await store.query("summary_by_ward_and_category", params);
        const wanted = countBy(
          of([params.from, params.to]),
          params.as_of,
          ({ report }) => `${report.ward_code}\t${report.service_code}`,
        );
        expect(
          new Map(
            found.map(({ ward_code, service_code, ...counts }) => [`${ward_code}\t${service_code}`, counts]),
          ),
        ).toEqual(wanted);
        return found.length;
      }),
    TIME_LIMIT_MS,
  );

  it(
    "agree on two periods, and on several windows by agency, ward and unit of both epochs",
    () =>
      compare(async ({ params }, of) => {
        const { as_of, from, to } = params;
        const before = [from - 9 * DAY, from] as const;
        const countOf = (span: readonly [number, number]) => countWithDue(of(span), as_of);
        const [now, then] = await store.query("compare_periods", {
          ...params,
          before_from: before[0],
          before_to: before[1],
        });
        expect(now).toEqual({ period: "current", ...countOf([from, to]) });
        expect(then).toEqual({ period: "before", ...countOf(before) });

        // Windows that overlap: a report counts in each it lies in.
        const windows = [before, [from, to], [from - 3 * DAY, from + 3 * DAY]] as const;
        const asked = {
          ...params,
          window_from: windows.map(([begin]) => begin),
          window_to: windows.map(([, end]) => end),
        };
        const inWindows = (keyOf: (one: Obligation) => string, byAssignment: boolean) =>
          new Map(
            windows
              .flatMap((span, i) => [
                ...countBy(of(span, byAssignment), as_of, (one) => `${keyOf(one)}\t${i}`),
              ])
              .sort(([a], [b]) => (a < b ? -1 : 1)),
          );
        const agencies = await store.query("agency_counts", asked);
        expect(new Map(agencies.map(({ key, window, ...counts }) => [`${key}\t${window}`, counts]))).toEqual(
          inWindows(({ key }) => key, true),
        );
        const wards = await store.query("ward_counts", asked);
        expect(new Map(wards.map(({ key, window, ...counts }) => [`${key}\t${window}`, counts]))).toEqual(
          inWindows(({ report }) => report.ward_code, false),
        );
        const flows = await store.query("unit_flows", asked);
        expect(
          new Map(
            flows.map(({ then_unit, now_unit, window, ...counts }) => [
              `${then_unit}\t${now_unit}\t${window}`,
              counts,
            ]),
          ),
        ).toEqual(inWindows(({ report }) => `${report.ward_code}\t${report.ward_code_now}`, false));
        return 2 + agencies.length + wards.length + flows.length;
      }),
    TIME_LIMIT_MS,
  );

  it(
    "agree on who moved",
    () =>
      compare(async ({ params }, of) => {
        const { as_of, from, to } = params;
        const before = [from - 20 * DAY, from] as const;
        const minDue = random.pick([1, 3, 10]);
        const found = await store.query("movers", {
          ...params,
          before_from: before[0],
          before_to: before[1],
          min_due: minDue,
          limit: 1000,
        });
        const rateBy = (span: readonly [number, number]) =>
          new Map(
            [...countBy(of(span, true), as_of, ({ key }) => key)].map(
              ([key, { late, due }]) => [key, { late, due }] as const,
            ),
          );
        const then = rateBy(before);
        const wanted = [...rateBy([from, to])].flatMap(([key, now]) => {
          const old = then.get(key);
          if (old === undefined || now.due < minDue || old.due < minDue) return [];
          return [
            {
              key,
              due_now: now.due,
              late_now: now.late,
              late_rate_now: now.late / now.due,
              due_before: old.due,
              late_before: old.late,
              late_rate_before: old.late / old.due,
              change: now.late / now.due - old.late / old.due,
            },
          ];
        });
        expect(found).toEqual(wanted.sort((a, b) => b.change - a.change || (a.key < b.key ? -1 : 1)));
        return found.length;
      }),
    TIME_LIMIT_MS,
  );

  it(
    "agree on series by hour, day and month, and on the last 24 hours",
    () =>
      compare(async (scope, of) => {
        const { params } = scope;
        const { zone, clock } = drawZone();
        const whole = of(ALWAYS);
        const bucket = random.pick(["hour", "day", "month"]);
        const series = await store.query("time_series", { ...params, bucket, time_zone: zone });
        expect(
          new Map(series.map(({ bucket: at, ...row }) => [clock.bucketOf(at, bucket), row])),
          `${bucket} ${zone}`,
        ).toEqual(measureSeries(whole, scope, (at) => clock.bucketOf(at, bucket)));

        const { as_of } = params;
        const flow = await store.query("flow_24h", { ...params, time_zone: zone });
        const hours = Array.from({ length: 24 }, (_, back) => as_of - (as_of % HOUR) - (23 - back) * HOUR);
        const inHour = (at: number | null, hour: number) => at !== null && at >= hour && at < hour + HOUR;
        expect(flow).toEqual(
          hours.map((hour) => ({
            hour,
            received: whole.filter(
              ({ report }) => inHour(report.received_at, hour) && report.received_at <= as_of,
            ).length,
            handled: whole.filter((one) => isDone(one, as_of) && inHour(one.finished_at, hour)).length,
          })),
        );
        return series.length + flow.length;
      }),
    TIME_LIMIT_MS,
  );

  it(
    "agree on what is open, and how old",
    () =>
      compare(async ({ params }, of) => {
        const { as_of } = params;
        const open = of([params.from, params.to]).filter(
          (one) => !isDone(one, as_of) && one.report.received_at <= as_of,
        );
        const [totals] = await store.query("open_totals", params);
        expect(totals).toEqual({
          total: open.length,
          overdue: open.filter((one) => isOfStatus(one, as_of, "overdue")).length,
          unlocated: open.filter(({ report }) => report.cell === "").length,
        });
        const bands = await store.query("age_bands", { ...params, bounds_minutes: AGE_BOUNDS });
        expect(bands).toEqual(measureAges(open, as_of, AGE_BOUNDS));
        return 1 + bands.length;
      }),
    TIME_LIMIT_MS,
  );

  it(
    "agree on every cell of the map and on what lies in none",
    () =>
      compare(async (scope, of) => {
        const { params } = scope;
        const { zone, clock } = drawZone();
        const status = random.pick(HEAT_STATUSES);
        const resolution = random.pick([7, 8, 9, 10]);
        const asked = { ...params, status, time_zone: zone, resolution };
        const found = await store.query("heat_map", asked);
        const inPeriod = of([params.from, params.to]);
        const wanted = measurePlaces(
          { inPeriod, before: of(historyOf(params)) },
          scope,
          clock,
          status,
          (report) => cellAt(report, resolution),
          "union",
        );
        const cells = new Map(found.map(({ cell, ...figures }) => [cell, figures]));
        expect([...cells.keys()].sort()).toEqual([...wanted.keys()].sort());
        for (const [cell, { expected, ratio, shrunk, ...counts }] of wanted) {
          const sql = cells.get(cell);
          expect(sql).toMatchObject(counts);
          // Sums of shares of an hour, added in another order.
          expect(sql?.expected).toBeCloseTo(expected, 9);
          if (ratio === null || ratio === 0) expect(sql?.ratio).toBe(ratio);
          else expect((sql?.ratio ?? 0) / ratio).toBeCloseTo(1, 9);
          expect(sql?.shrunk).toBeCloseTo(shrunk, 9);
        }
        // No reference is lost: all that the located reports of the 8 weeks before lead to expect is on the map.
        const usual = measurePlaces(
          { inPeriod, before: of(historyOf(params)) },
          scope,
          clock,
          status,
          (report) => (report.cell === "" ? "" : "city"),
          "union",
        );
        const sum = found.reduce((total, row) => total + row.expected, 0);
        expect(sum).toBeCloseTo(usual.get("city")?.expected ?? 0, 6);
        const [total] = await store.query("heat_map_total", { ...params, status });
        const asStatus = inPeriod.filter((one) => isOfStatus(one, params.as_of, status));
        const unlocated = asStatus.filter(({ report }) => report.cell === "").length;
        const outside = asStatus.filter(({ report }) => report.flags.includes("outside_city")).length;
        expect(total).toEqual({ total: asStatus.length, unlocated, outside });
        expect(found.reduce((sum, { count }) => sum + count, 0) + unlocated).toBe(asStatus.length);
        return found.length + 1;
      }),
    TIME_LIMIT_MS,
  );

  it(
    "agree on the wards that stand out",
    () =>
      compare(async (scope, of) => {
        const { params } = scope;
        const { zone, clock } = drawZone();
        const inPeriod = of([params.from, params.to]);
        const found = await store.query("hot_spots", {
          ...params,
          time_zone: zone,
          min_count: 1,
          min_excess: -1_000_000,
          limit: 1000,
        });
        const wanted = measurePlaces(
          { inPeriod, before: of(historyOf(params)) },
          scope,
          clock,
          "received",
          ({ ward_code }) => ward_code,
        );
        expect(found.map(({ ward_code }) => ward_code).sort()).toEqual([...wanted.keys()].sort());
        const excess = ({ count, expected }: { count: number; expected: number }) =>
          (count - expected) / Math.sqrt(expected + 1);
        const byWard = groupBy(inPeriod, ({ report }) => report.ward_code);
        for (const [i, row] of found.entries()) {
          const ward = wanted.get(row.ward_code);
          const there = byWard.get(row.ward_code) ?? [];
          expect(row.count).toBe(ward?.count);
          expect(row.open).toBe(there.filter((one) => !isDone(one, params.as_of)).length);
          expect(row.expected).toBeCloseTo(ward?.expected ?? Number.NaN, 9);
          expect(excess(row)).toBeLessThanOrEqual(excess(found[i - 1] ?? row) + 1e-9);
          const cells = groupBy(
            there.filter(({ report }) => report.cell !== ""),
            ({ report }) => cellAt(report, 9),
          );
          const fullest = Math.max(0, ...[...cells.values()].map((part) => part.length));
          expect(cells.get(row.cell)?.length ?? 0).toBe(fullest);
        }
        return found.length;
      }),
    TIME_LIMIT_MS,
  );
});
