import type { SimulationSettings } from "@toancanh/contracts";
import { createLocalRates, findIncidents, type Incident, type IncidentReport } from "@toancanh/domain";
import { cellAreaKm2, neighbourCells, pointToCell } from "@toancanh/geo";
import { createHourVolumes } from "../hour-volume.ts";
import { createLocalClock } from "../local-hour.ts";
import { createStorms } from "../rain-storms.ts";
import { createHeadDrawer } from "../report/draw-head.ts";
import { createPlaces } from "../report/draw-places.ts";
import type { loadCity } from "./load-city.ts";

const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
const HISTORY_DAYS = 56;
const RATE_RESOLUTION = 8;

/** A report as it is received, and the storm that brought it: the hour in which that began; null for none. */
export interface ReceivedReport extends IncidentReport {
  storm: number | null;
}

/** Days of a city in which only receipts matter: none is handled. Instants are epoch ms, `day` begins one. */
export interface IncidentDays {
  receivedOn(day: number): ReceivedReport[];
  /** Incidents among reports by the local rates of the 8 weeks before `day`, as of `now`. */
  find(reports: readonly ReceivedReport[], day: number, now: number): Incident<ReceivedReport>[];
}

/** @param intensity 1 for as many reports as the settings say */
export function createIncidentDays(
  city: Awaited<ReturnType<typeof loadCity>>,
  settings: SimulationSettings,
  seed: number,
  intensity = 1,
): IncidentDays {
  const { profile, wardIndex } = city;
  const localHourOf = createLocalClock(profile.time_zone);
  const volumeOf = createHourVolumes(profile, settings);
  const places = createPlaces(profile, wardIndex, settings.places, seed);
  const stormsOf = createStorms(settings.rain, places, localHourOf, seed);
  const heads = createHeadDrawer(profile, settings, places, seed);
  const kept = new Map<number, ReceivedReport[]>();

  const receivedOn = (day: number): ReceivedReport[] => {
    const known = kept.get(day);
    if (known !== undefined) return known;
    const reports: ReceivedReport[] = [];
    for (let startMs = day; startMs < day + DAY; startMs += HOUR) {
      const local = localHourOf(startMs);
      const plan = { startMs, local, volume: volumeOf(local), storms: stormsOf(startMs) };
      const count = heads.countOf(plan, intensity);
      for (let n = 0; n < count; n++) {
        const head = heads.headOf(plan, n);
        if (head?.point == null) continue;
        const { lat, long } = head.point;
        reports.push({
          service_request_id: head.id,
          received_at: head.receivedAt,
          service_code: head.category.service_code,
          lat,
          long,
          merged_into: head.duplicateOf ?? "",
          cell: pointToCell(lat, long),
          rate_cell: pointToCell(lat, long, RATE_RESOLUTION),
          ward_code: head.ward.code,
          agencies: [],
          due_at: null,
          finished_at: null,
          storm: head.storm?.startMs ?? null,
        });
      }
    }
    if (kept.size > 2 * HISTORY_DAYS) kept.delete(kept.keys().next().value ?? day);
    kept.set(day, reports);
    return reports;
  };

  let rates: { day: number; expectMore: ReturnType<typeof createLocalRates> } | null = null;
  const ratesOf = (day: number) => {
    // A week old rates are as good: the past of 8 weeks changes little.
    if (rates !== null && day >= rates.day && day - rates.day < 7 * DAY) return rates.expectMore;
    const past = Array.from({ length: HISTORY_DAYS }, (_, back) => receivedOn(day - (back + 1) * DAY)).flat();
    const history = {
      days: HISTORY_DAYS,
      cells: past.map(({ service_code, rate_cell }) => ({ service_code, cell: rate_cell, count: 1 })),
      hours: past.map(({ service_code, received_at }) => ({
        service_code,
        hour: localHourOf(Math.floor(received_at / HOUR) * HOUR).hour,
        count: 1,
      })),
    };
    const expectMore = createLocalRates(history, profile.incident_families, {
      neighboursOf: neighbourCells,
      areaOf: cellAreaKm2,
      hourOf: (ms) => localHourOf(Math.floor(ms / HOUR) * HOUR).hour,
    });
    rates = { day, expectMore };
    return expectMore;
  };

  return {
    receivedOn,
    find: (reports, day, now) => findIncidents(reports, profile.incident_families, ratesOf(day), now),
  };
}
