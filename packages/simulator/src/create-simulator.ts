import type { Profile, ReportEvent, SimulationSettings } from "@toancanh/contracts";
import type { Rulebook } from "@toancanh/domain";
import type { WardIndex } from "@toancanh/geo";
import { createLateShare } from "./agency-skill.ts";
import { createHourVolumes } from "./hour-volume.ts";
import { createLocalClock } from "./local-hour.ts";
import { createStorms } from "./rain-storms.ts";
import { createHeadDrawer, type HourPlan, type ReportHead } from "./report/draw-head.ts";
import { createPlaces } from "./report/draw-places.ts";
import { createRuleFinder } from "./report/find-rule.ts";
import { liveReport, type World } from "./report/live-report.ts";
import { createRouting } from "./report/route-reports.ts";
import { SimulationSettingsError } from "./simulation-error.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface SimulatorInput {
  profile: Profile;
  rulebook: Rulebook;
  wardIndex: WardIndex;
  settings: SimulationSettings;
  /** Any integer. */
  seed: number;
}

/** A report with its whole life, past and future. */
export interface SimulatedReport {
  service_request_id: string;
  /** Epoch ms. */
  received_at: number;
  /** Sorted by time; ids are `<service_request_id>#NN` in that order. */
  events: ReportEvent[];
}

export interface Simulator {
  /** No event lies later than this after its report was received, in ms. */
  readonly maxLifeMs: number;
  /**
   * The reports born in the hour that begins at `hourStartMs` (epoch ms, a whole hour), by time of birth.
   * A pure function of seed, hour and intensity; the reports of a lower intensity are among those of a
   * higher, with the same ids and lives. Throws RangeError for a moment that begins no hour or a negative
   * intensity, CalendarRangeError beyond the profile's calendars.
   */
  reportsBornIn(hourStartMs: number, intensity?: number): SimulatedReport[];
}

/** Throws SimulationSettingsError naming the field of simulation.json that the profile does not know. */
export function createSimulator(input: SimulatorInput): Simulator {
  const { profile, rulebook, settings, seed } = input;
  const localHourOf = createLocalClock(profile.time_zone);
  const volumeOf = createHourVolumes(profile, settings);
  const places = createPlaces(profile, input.wardIndex, settings.places, seed);
  const stormsOf = createStorms(settings.rain, places, localHourOf, seed);
  const heads = createHeadDrawer(profile, settings, places, seed);
  const world: World = {
    settings,
    rulebook,
    findRule: createRuleFinder(rulebook),
    routing: createRouting(profile, settings),
    lateShare: createLateShare(profile, settings.lateness, seed),
    places,
    siblings: siblingsOf(settings, rulebook),
    paces: checkedPaces(settings),
  };
  const live = (head: ReportHead): SimulatedReport => ({
    service_request_id: head.id,
    received_at: head.receivedAt,
    events: liveReport(world, head),
  });

  return {
    maxLifeMs: settings.steps.longest_life_days * DAY_MS,
    reportsBornIn(hourStartMs, intensity = 1) {
      if (hourStartMs % HOUR_MS !== 0) throw new RangeError(`${hourStartMs} does not begin an hour`);
      if (!(intensity >= 0)) throw new RangeError(`intensity ${intensity} is not 0 or more`);
      const local = localHourOf(hourStartMs);
      const plan: HourPlan = {
        startMs: hourStartMs,
        local,
        volume: volumeOf(local),
        storms: stormsOf(hourStartMs),
      };
      const born: SimulatedReport[] = [];
      const count = heads.countOf(plan, intensity);
      for (let n = 0; n < count; n++) {
        const head = heads.headOf(plan, n);
        if (head) born.push(live(head));
      }
      return born.sort((a, b) => a.received_at - b.received_at);
    },
  };
}

/** Categories that citizens take for one another: of one field group and, where there are any, of one rhythm. */
function siblingsOf(settings: SimulationSettings, rulebook: Rulebook): Map<string, readonly string[]> {
  return new Map(
    settings.categories.map((category) => {
      const group = rulebook.fieldGroupOf(category.service_code);
      const inGroup = settings.categories.filter(
        (other) => other !== category && rulebook.fieldGroupOf(other.service_code) === group,
      );
      const alike = inGroup.filter((other) => other.rhythm === category.rhythm);
      const siblings = alike.length > 0 ? alike : inGroup;
      return [category.service_code, siblings.map((other) => other.service_code)];
    }),
  );
}

function checkedPaces(settings: SimulationSettings): World["paces"] {
  const paces = new Map(settings.paces.map((pace) => [pace.id, pace]));
  settings.categories.forEach(({ pace }, index) => {
    if (!paces.has(pace)) {
      throw new SimulationSettingsError(`categories[${index}].pace`, `unknown pace "${pace}"`);
    }
  });
  return paces;
}
