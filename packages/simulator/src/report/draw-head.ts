import type { CategoryMix, Complexity, SimulationSettings, Ward } from "@toancanh/contracts";
import type { HourVolume } from "../hour-volume.ts";
import type { LocalHour } from "../local-hour.ts";
import type { Storm } from "../rain-storms.ts";
import { createRandom, poissonAt, type Random } from "../random.ts";
import { SimulationSettingsError } from "../simulation-error.ts";
import { chooseByWeight } from "../weighted-choice.ts";
import type { Places, Point } from "./draw-places.ts";

const HOUR_MS = 3_600_000;
/** Tries to find an earlier report for a duplicate to repeat; after them it becomes a report of its own. */
const TWIN_TRIES = 8;

type Channel = SimulationSettings["channels"][number];

/** What is known of a report when it is received. */
export interface ReportHead {
  id: string;
  /** Epoch ms. */
  receivedAt: number;
  category: CategoryMix;
  ward: Ward;
  /** Null = without coordinates. */
  point: Point | null;
  channel: Channel;
  complexity: Complexity;
  urgency: number;
  /** Id of the report it repeats, null for one of its own. */
  duplicateOf: string | null;
  storm: Storm | null;
  /** Random stream from which all later events of the report are drawn. */
  random: Random;
}

/** An hour of the schedule before anything is drawn. */
export interface HourPlan {
  startMs: number;
  local: LocalHour;
  volume: HourVolume;
  storms: readonly Storm[];
}

/** Draws heads; the n-th of an hour depends on seed, hour and n alone, never on how many there are. */
export interface HeadDrawer {
  countOf(plan: HourPlan, intensity: number): number;
  /** Null where the hour's rhythm knows no report at all. */
  headOf(plan: HourPlan, n: number): ReportHead | null;
}

interface Drawn {
  category: CategoryMix;
  pickComplexity(random: Random): Complexity;
  pickUrgency(random: Random): number;
}

/** Throws SimulationSettingsError naming an unknown channel or a category without weights. */
export function createHeadDrawer(
  profile: { channels: readonly { id: string }[] },
  settings: SimulationSettings,
  places: Places,
  seed: number,
): HeadDrawer {
  const channelIds = new Set(profile.channels.map(({ id }) => id));
  settings.channels.forEach(({ channel }, index) => {
    if (!channelIds.has(channel)) {
      throw new SimulationSettingsError(`channels[${index}].channel`, `unknown channel "${channel}"`);
    }
  });
  const channels = chooseByWeight(settings.channels, ({ share }) => share);
  if (!channels) throw new SimulationSettingsError("channels", "no channel has a share");

  const drawn = new Map<string, Drawn>(
    settings.categories.map((category, index) => {
      const path = `categories[${index}]`;
      const { normal, complex = 0, coordinated = 0 } = category.complexity;
      const weights: [Complexity, number][] = [
        ["normal", normal],
        ["complex", complex],
        ["coordinated", coordinated],
      ];
      const complexity = chooseByWeight(weights, ([, weight]) => weight);
      const levels = category.urgency.map((weight, at) => ({ level: at + 1, weight }));
      const urgency = chooseByWeight(levels, ({ weight }) => weight);
      if (!complexity) throw new SimulationSettingsError(`${path}.complexity`, "no weight above zero");
      if (!urgency) throw new SimulationSettingsError(`${path}.urgency`, "no weight above zero");
      return [
        category.service_code,
        {
          category,
          pickComplexity: (random) => complexity.pick(random)[0],
          pickUrgency: (random) => urgency.pick(random).level,
        },
      ];
    }),
  );
  settings.rain.categories.forEach(({ service_code }, index) => {
    if (!drawn.has(service_code)) {
      throw new SimulationSettingsError(
        `rain.categories[${index}].service_code`,
        `"${service_code}" is not among the categories`,
      );
    }
  });

  const pickCause = (plan: HourPlan, random: Random) => {
    let target = random.unit() * totalOf(plan) - plan.volume.expected;
    if (target >= 0) {
      for (const storm of plan.storms) {
        target -= storm.expected;
        if (target < 0) return storm;
      }
    }
    return null;
  };

  const pointOf = (random: Random, ward: Ward, storm: Storm | null) => {
    if (random.chance(settings.places.unlocated_rate)) return null;
    return storm ? storm.pickPoint(random, ward.code) : places.pickPoint(random, ward.code);
  };

  const drawer: HeadDrawer = {
    countOf: (plan, intensity) =>
      poissonAt(createRandom(seed, plan.startMs / HOUR_MS, 7).unit(), totalOf(plan) * intensity),
    headOf(plan, n) {
      const random = createRandom(seed, plan.startMs / HOUR_MS, n, 8);
      const receivedAt = plan.startMs + random.integer(HOUR_MS);
      const storm = pickCause(plan, random);
      const code = storm?.pickServiceCode(random) ?? plan.volume.categories?.pick(random).service_code;
      const draw = drawn.get(code ?? "");
      if (!draw) return null;
      const ward = storm?.pickWard(random) ?? places.pickWard(random);
      const head: ReportHead = {
        id: `${settings.id_prefix}-${plan.local.label}-${String(n + 1).padStart(4, "0")}`,
        receivedAt,
        category: draw.category,
        ward,
        point: pointOf(random, ward, storm),
        channel: channels.pick(random),
        complexity: draw.pickComplexity(random),
        urgency: draw.pickUrgency(random),
        duplicateOf: null,
        storm,
        random,
      };
      const mergedRate = storm ? settings.rain.merged_rate : settings.irregularities.merged.rate;
      return random.chance(mergedRate) ? asDuplicate(plan, head, n) : head;
    },
  };

  /** Only an earlier number can be repeated: it exists at any intensity. */
  const asDuplicate = (plan: HourPlan, head: ReportHead, n: number): ReportHead => {
    const { random } = head;
    for (let tries = 0; tries < TWIN_TRIES && n > 0; tries++) {
      const twin = drawer.headOf(plan, random.integer(n));
      if (!twin || twin.duplicateOf !== null || twin.storm?.startMs !== head.storm?.startMs) continue;
      const left = plan.startMs + HOUR_MS - twin.receivedAt;
      return {
        ...head,
        receivedAt: twin.receivedAt + Math.floor(random.unit() * left),
        category: twin.category,
        complexity: twin.complexity,
        ward: twin.ward,
        point: twin.point && places.nearPoint(random, twin.ward.code, twin.point, TWIN_METRES),
        duplicateOf: twin.id,
      };
    }
    return head;
  };

  return drawer;
}

/** Two citizens who report one happening stand that far from each other. */
const TWIN_METRES = 25;

function totalOf(plan: HourPlan): number {
  return plan.storms.reduce((sum, storm) => sum + storm.expected, plan.volume.expected);
}
