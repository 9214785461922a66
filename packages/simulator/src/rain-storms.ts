import type { RainSettings, Ward } from "@toancanh/contracts";
import type { LocalHour } from "./local-hour.ts";
import { createRandom, keyOf, type Random } from "./random.ts";
import type { Places, Point } from "./report/draw-places.ts";
import { SimulationSettingsError } from "./simulation-error.ts";
import { chooseByWeight } from "./weighted-choice.ts";

const HOUR_MS = 3_600_000;

/** A burst over a few wards: drainage, trees and power for a couple of hours. */
export interface Storm {
  /** Epoch ms of the hour in which the storm begins. At most one begins in an hour, so this is its identity. */
  startMs: number;
  /** Reports expected in the hour asked about, at intensity 1. */
  expected: number;
  pickWard(random: Random): Ward;
  pickServiceCode(random: Random): string;
  /** A point near one of the few places of that ward that a storm floods or breaks. */
  pickPoint(random: Random, wardCode: string): Point | null;
}

/** The storms that bring reports in the hour that starts then. */
export type StormsOf = (hourStartMs: number) => readonly Storm[];

/** Throws SimulationSettingsError naming an unknown ward. A storm is a pure function of seed and hour. */
export function createStorms(
  settings: RainSettings,
  places: Places,
  localHourOf: (hourStartMs: number) => LocalHour,
  seed: number,
): StormsOf {
  const weighted = new Set(places.wards.map(({ ward }) => ward.code));
  for (const code of Object.keys(settings.prone_wards)) {
    if (!weighted.has(code)) {
      throw new SimulationSettingsError(`rain.prone_wards.${code}`, "not among places.wards");
    }
  }
  const centres = chooseByWeight(
    places.wards,
    ({ ward, weight }) => weight * (settings.prone_wards[ward.code] ?? 1),
  );
  const categories = chooseByWeight(settings.categories, ({ weight }) => weight);
  const hourSum = settings.start_hours.reduce((sum, weight) => sum + weight, 0);
  const months = new Set(settings.months);
  const longest = Math.ceil(settings.duration_hours.max);
  const begun = new Map<number, StormBirth | null>();

  const stormOf = (startMs: number): StormBirth | null => {
    const known = begun.get(startMs);
    if (known !== undefined) return known;
    const storm = giveBirth(startMs);
    if (begun.size > 5_000) begun.clear();
    begun.set(startMs, storm);
    return storm;
  };

  const giveBirth = (startMs: number): StormBirth | null => {
    const local = localHourOf(startMs);
    const weight = settings.start_hours[local.hour] ?? 0;
    if (!centres || !categories || !months.has(local.month) || weight === 0) return null;
    const random = createRandom(seed, startMs / HOUR_MS, 5);
    if (!random.chance((settings.storms_per_day * weight) / hourSum)) return null;
    const hours = Math.round(random.between(settings.duration_hours.min, settings.duration_hours.max));
    const count = Math.round(random.between(settings.wards.min, settings.wards.max));
    const near = places.nearestWards(centres.pick(random).ward.code).slice(0, count);
    // The centre gets twice what the edge gets.
    const wards = chooseByWeight(near, (_, index) => 2 - index / count);
    if (!wards) return null;
    const spots = new Map<string, Point | null>();
    return {
      hours,
      reports: random.spread(settings.reports),
      pickWard: (draw) => wards.pick(draw),
      pickServiceCode: (draw) => categories.pick(draw).service_code,
      pickPoint(draw, wardCode) {
        const number = draw.integer(settings.spots_per_ward);
        const name = `${wardCode}:${number}`;
        let spot = spots.get(name);
        if (spot === undefined) {
          spot = places.pickPoint(createRandom(seed, startMs / HOUR_MS, keyOf(name), 6), wardCode);
          spots.set(name, spot);
        }
        return spot && places.nearPoint(draw, wardCode, spot, settings.spot_radius_m);
      },
    };
  };

  return (hourStartMs) => {
    const storms: Storm[] = [];
    for (let age = 0; age < longest; age++) {
      const startMs = hourStartMs - age * HOUR_MS;
      const storm = stormOf(startMs);
      if (!storm || age >= storm.hours) continue;
      // Most reports come in the first hour and fewer in each later one: n, n-1, … 1 parts.
      const parts = (storm.hours * (storm.hours + 1)) / 2;
      storms.push({ ...storm, startMs, expected: (storm.reports * (storm.hours - age)) / parts });
    }
    return storms;
  };
}

interface StormBirth extends Pick<Storm, "pickWard" | "pickServiceCode" | "pickPoint"> {
  hours: number;
  reports: number;
}
