import { metresBetween } from "@toancanh/domain";
import { describe, expect, it } from "vitest";
import { createIncidentDays, DAY, type ReceivedReport } from "./testing/incident-days.ts";
import { loadCity } from "./testing/load-city.ts";

const MINUTE = 60_000;
const FIRST_DAY = Date.parse("2026-07-01T17:00:00Z");
/** Days looked at for false incidents; a long run sets INCIDENT_DAYS to more. */
const QUIET_DAYS = Number(process.env.INCIDENT_DAYS ?? 150);
const city = await loadCity();
const { settings, profile } = city;
const { irregularities, rain } = settings;
const dry = {
  ...settings,
  irregularities: { ...irregularities, merged: { ...irregularities.merged, rate: 0 } },
  rain: { ...rain, storms_per_day: 0 },
};

const days = (count: number) => Array.from({ length: count }, (_, index) => FIRST_DAY + index * DAY);

describe("incidents of a simulated city", () => {
  it("are at most 0.2 a day where 490 reports a day have nothing to do with one another", () => {
    const { receivedOn, find } = createIncidentDays(city, dry, 1, 1.08);
    const seen = days(QUIET_DAYS).map((day) => {
      const reports = [day - 2 * DAY, day - DAY, day].flatMap(receivedOn);
      const found = find(reports, day, day + DAY).filter(({ found_at }) => found_at >= day);
      return { reports: receivedOn(day).length, found: found.length };
    });
    const mean = (of: "reports" | "found") => seen.reduce((sum, one) => sum + one[of], 0) / seen.length;
    expect(mean("reports")).toBeGreaterThan(480);
    expect(mean("found")).toBeLessThanOrEqual(0.2);
  }, 3_600_000);

  it("are found within ten minutes of the third report of a burst of rain, 95 of 100", () => {
    const { receivedOn, find } = createIncidentDays(city, settings, 2);
    let bursts = 0;
    let found = 0;
    for (const day of days(80)) {
      const all = [day - 2 * DAY, day - DAY, day].flatMap(receivedOn);
      for (const burst of burstsOf(receivedOn(day))) {
        bursts += 1;
        const until = (burst[2]?.received_at ?? 0) + 10 * MINUTE;
        const known = all.filter((report) => report.received_at <= until);
        const incidents = find(known, day, until);
        const parts = incidents.map(({ reports }) => reports.filter((one) => burst.includes(one)).length);
        if (Math.max(0, ...parts) >= 2) found += 1;
      }
    }
    expect(bursts).toBeGreaterThan(50);
    expect(found / bursts).toBeGreaterThanOrEqual(0.95);
  }, 120_000);
});

/** Of each storm: reports of one family, three or more within its radius and time of the first of them. */
function burstsOf(reports: readonly ReceivedReport[]): ReceivedReport[][] {
  const storms = new Set(reports.flatMap(({ storm }) => (storm === null ? [] : [storm])));
  return [...storms].flatMap((storm) =>
    profile.incident_families.flatMap(({ nearby, service_codes }) => {
      if (nearby === null) return [];
      let left = reports
        .filter((report) => report.storm === storm && service_codes.includes(report.service_code))
        .sort((a, b) => a.received_at - b.received_at);
      const bursts: ReceivedReport[][] = [];
      for (let first = left[0]; first !== undefined; first = left[0]) {
        const at = first;
        const near = left.filter(
          (one) =>
            metresBetween(at, one) <= nearby.radius_m &&
            one.received_at - at.received_at <= nearby.minutes * MINUTE,
        );
        if (near.length >= 3) bursts.push(near);
        left = left.filter((one) => !near.includes(one));
      }
      return bursts;
    }),
  );
}
