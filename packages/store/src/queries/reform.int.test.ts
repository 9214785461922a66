import type { ReportState } from "@toancanh/contracts";
import { compareLikeForLike, districtsByUnit, type UnitFlow } from "@toancanh/geo";
import { renderTrend } from "@toancanh/words";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Store } from "../store.ts";
import { openTestStore } from "../testing/open-test-store.ts";
import { openSimulatedCity, type SimulatedCity, writeSimulatedStates } from "../testing/simulated-city.ts";

const DAY = 86_400_000;
/** Local midnight of 1 July 2025: 168 wards take the place of 441 wards and 38 districts. */
const REFORM = Date.UTC(2025, 5, 30, 17);

describe("reports before and after the reform of 1 July 2025", () => {
  const windows = {
    as_of: REFORM + 90 * DAY,
    window_from: [REFORM - 4 * DAY, REFORM],
    window_to: [REFORM, REFORM + 4 * DAY],
  };
  let city: SimulatedCity;
  let states: ReportState[];
  let store: Store;
  let dispose: () => Promise<void>;

  beforeAll(async () => {
    city = await openSimulatedCity(168);
    ({ store, dispose } = await openTestStore(city.rulebook.blockOf));
    states = await writeSimulatedStates(city, store, REFORM - 4 * DAY, 4_500);
  });
  afterAll(() => dispose());

  async function readFlows(): Promise<UnitFlow[]> {
    const rows = await store.query("unit_flows", windows);
    return rows.map((row) => ({
      window: row.window,
      then_unit: row.then_unit,
      now_unit: row.now_unit,
      received: row.received,
      due: row.due,
      late: row.late,
    }));
  }

  it("carry the unit of their epoch and that of today", () => {
    const before = states.filter(({ received_at, cell }) => received_at < REFORM && cell !== "");
    const after = states.filter(({ received_at, cell }) => received_at >= REFORM && cell !== "");
    expect(before.length).toBeGreaterThan(1_000);
    expect(before.every(({ ward_code }) => /^(province|district|ward):/.test(ward_code))).toBe(true);
    expect(after.length).toBeGreaterThan(1_000);
    expect(after.every(({ ward_code, ward_code_now }) => ward_code === ward_code_now)).toBe(true);
  });

  it("have equal totals in both epochs' units, by ward, by district and as a whole", async () => {
    const { totals, units } = compareLikeForLike(await readFlows(), 2, city.profile.crosswalk);
    const districts = districtsByUnit(city.profile.wards, city.profile.former_units);
    for (const [i, total] of totals.entries()) {
      const scope = {
        as_of: windows.as_of,
        from: windows.window_from[i] ?? 0,
        to: windows.window_to[i] ?? 0,
      };
      const [summary] = await store.query("summary", scope);
      expect(total.received).toBe(summary?.received);
      const byWard = await store.query("summary_by_ward", scope);
      for (const { key, received } of byWard) {
        expect(units.find(({ unit }) => unit === key)?.as_then[i]?.received).toBe(received);
      }
      const byDistrict = await store.query("summary_by_district", {
        ...scope,
        wards: [...districts.keys()],
        districts: [...districts.values()],
      });
      expect(byDistrict.reduce((sum, { received }) => sum + received, 0)).toBe(total.received);
      expect(byDistrict.some(({ key }) => key === "Quận 1")).toBe(true);
    }
  });

  it("show a trend of the same place, and say where it was counted before", async () => {
    const { units } = compareLikeForLike(await readFlows(), 2, city.profile.crosswalk);
    const inBenThanh = (from: number, to: number) =>
      states.filter(
        (state) => state.ward_code_now === "26743" && state.received_at >= from && state.received_at < to,
      ).length;
    const trend = units.find(({ unit }) => unit === "26743");
    expect(trend?.kind).toBe("reformed");
    expect(trend?.like_for_like.map(({ received }) => received)).toEqual([
      inBenThanh(REFORM - 4 * DAY, REFORM),
      inBenThanh(REFORM, REFORM + 4 * DAY),
    ]);
    expect(trend?.counted_in.map(({ unit }) => unit)).toEqual(["district:760@2025-01-01"]);
    if (trend === undefined) throw new Error("no reports in Bến Thành");
    const names = new Map(
      [...city.profile.former_units.map(({ id, name }) => [id, name] as const)].concat(
        city.profile.wards.map(({ code, name }) => [code, name] as const),
      ),
    );
    const lines = renderTrend(
      trend,
      { nameOf: (unit) => names.get(unit) ?? unit, windows: ["27–30/6", "1–4/7"] },
      "vi",
    );
    expect(lines[0]).toMatch(/^Phường Bến Thành, cùng địa bàn hiện nay — 27–30\/6: \d+; 1–4\/7: \d+\.$/);
    expect(lines[1]).toMatch(/^Được lập từ: .*Phường Bến Thành/);
    expect(lines[2]).toMatch(/^Khi đó được tính cho Quận 1 — /);
  });
});
