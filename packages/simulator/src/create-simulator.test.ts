import type { SimulationSettings } from "@toancanh/contracts";
import { describe, expect, it } from "vitest";
import type { Simulator } from "./create-simulator.ts";
import { SimulationSettingsError } from "./simulation-error.ts";
import { loadCity } from "./testing/load-city.ts";

const HOUR_MS = 3_600_000;
/** A rainy Thursday afternoon: 14:00 in the city. */
const AFTERNOON = Date.parse("2025-10-16T07:00:00Z");

const city = await loadCity();
const simulator = city.simulate(1022);

function bornIn(of: Simulator, hours: readonly number[]) {
  return hours.map((hour) => of.reportsBornIn(AFTERNOON + hour * HOUR_MS));
}

describe("reportsBornIn", () => {
  const hours = [0, 1, 2, 8, 20];

  it("gives the same bytes for the same seed, others for another", () => {
    const first = JSON.stringify(bornIn(simulator, hours));
    expect(JSON.stringify(bornIn(city.simulate(1022), hours))).toBe(first);
    expect(JSON.stringify(bornIn(city.simulate(1023), hours))).not.toBe(first);
  });

  it("does not depend on which hours were asked for before", () => {
    const backwards = bornIn(city.simulate(1022), hours.toReversed()).reverse();
    expect(backwards).toEqual(bornIn(simulator, hours));
    expect(simulator.reportsBornIn(AFTERNOON)).toEqual(backwards[0]);
  });

  it("has the reports of a lower intensity among those of a higher", () => {
    const few = simulator.reportsBornIn(AFTERNOON, 0.5);
    const many = new Map(
      simulator.reportsBornIn(AFTERNOON, 20).map((report) => [report.service_request_id, report]),
    );
    expect(few.length).toBeGreaterThan(5);
    expect(many.size).toBeGreaterThan(30 * few.length);
    for (const report of few) expect(many.get(report.service_request_id)).toEqual(report);
  });

  it("gives unique readable ids at any intensity, and nothing at 0", () => {
    const reports = simulator.reportsBornIn(AFTERNOON, 300);
    const ids = new Set(reports.map((report) => report.service_request_id));
    expect(ids.size).toBe(reports.length);
    expect(reports.length).toBeGreaterThan(9_999);
    for (const id of ids) expect(id).toMatch(/^1022-251016-14-\d{4,}$/);
    expect(simulator.reportsBornIn(AFTERNOON, 0)).toEqual([]);
  });

  it("gives them in order of birth, inside their hour", () => {
    const reports = simulator.reportsBornIn(AFTERNOON, 20);
    let before = AFTERNOON;
    for (const { received_at } of reports) {
      expect(received_at).toBeGreaterThanOrEqual(before);
      expect(received_at).toBeLessThan(AFTERNOON + HOUR_MS);
      before = received_at;
    }
  });

  it("refuses a moment that begins no hour, and a negative intensity", () => {
    expect(() => simulator.reportsBornIn(AFTERNOON + 1)).toThrow(RangeError);
    expect(() => simulator.reportsBornIn(AFTERNOON, -1)).toThrow(RangeError);
    expect(() => simulator.reportsBornIn(AFTERNOON, Number.NaN)).toThrow(RangeError);
  });
});

describe("createSimulator", () => {
  const { settings } = city;
  const [category, ...categories] = settings.categories;
  const [channel] = settings.channels;
  const [area] = settings.areas;
  if (!category || !channel || !area) throw new Error("the city's settings are empty");
  const withCategory = (change: Partial<typeof category>) => ({
    ...settings,
    categories: [...categories, { ...category, ...change }],
  });
  const last = `categories[${categories.length}]`;
  const { lateness, places, rain } = settings;
  const cases: [string, SimulationSettings][] = [
    ["channels[0].channel", { ...settings, channels: [{ ...channel, channel: "fax" }] }],
    [`${last}.service_code`, withCategory({ service_code: "dragons" })],
    [`${last}.rhythm`, withCategory({ rhythm: "waltz" })],
    [`${last}.pace`, withCategory({ pace: "never" })],
    [`${last}.routes[0].to.agency`, withCategory({ routes: [{ weight: 1, to: { agency: "nobody" } }] })],
    [
      `${last}.routes[0].to.ward_office`,
      withCategory({ routes: [{ weight: 1, to: { ward_office: "villages" } }] }),
    ],
    [
      `${last}.routes[0].to.ward_office`,
      withCategory({ routes: [{ weight: 1, to: { ward_office: "power" } }] }),
    ],
    [`${last}.routes[0].to.area`, withCategory({ routes: [{ weight: 1, to: { area: "moon" } }] })],
    [`${last}.routes`, withCategory({ routes: [{ weight: 0, to: { agency: "so-y-te" } }] })],
    [`${last}.partners[0].agency`, withCategory({ partners: [{ agency: "nobody" }] })],
    [`${last}.complexity`, withCategory({ complexity: { normal: 0 } })],
    [`${last}.urgency`, withCategory({ urgency: [0] })],
    ["areas[0].default", { ...settings, areas: [{ ...area, default: "nobody" }] }],
    [
      "areas[0].members[0].former_districts",
      { ...settings, areas: [{ ...area, members: [{ agency: "so-y-te", former_districts: ["Quận 99"] }] }] },
    ],
    [
      "areas[0].members[0].wards",
      {
        ...settings,
        areas: [{ ...area, members: [{ agency: "so-y-te", former_districts: [], wards: ["0"] }] }],
      },
    ],
    ["holiday_calendar", { ...settings, holiday_calendar: "mars" }],
    ["places.wards.00000", { ...settings, places: { ...places, wards: { "00000": 1 } } }],
    ["places.wards", { ...settings, places: { ...places, wards: {} } }],
    [
      "places.hot_spots[0].ward_code",
      {
        ...settings,
        places: { ...places, hot_spots: [{ ward_code: "0", lat: 10, long: 106, radius_m: 9, boost: 1 }] },
      },
    ],
    [
      "rain.categories[0].service_code",
      { ...settings, rain: { ...rain, categories: [{ service_code: "snow", weight: 1 }] } },
    ],
    ["rain.prone_wards.0", { ...settings, rain: { ...rain, prone_wards: { "0": 2 } } }],
    ["lateness.skills", { ...settings, lateness: { ...lateness, skills: [] } }],
    [
      "lateness.skills[0].block",
      { ...settings, lateness: { ...lateness, skills: [{ block: "x", late: { min: 0, max: 0 } }] } },
    ],
    [
      "lateness.agencies[0].agency",
      { ...settings, lateness: { ...lateness, agencies: [{ agency: "nobody", late: 0.1 }] } },
    ],
  ];

  it.each(cases)("names %s when the profile does not know it", (field, changed) => {
    try {
      city.simulate(1, changed);
    } catch (error) {
      expect(error).toBeInstanceOf(SimulationSettingsError);
      expect(error).toMatchObject({ code: "simulation_settings", field });
      return;
    }
    throw new Error("nothing was thrown");
  });
});
