import { EVENT_TYPE_PREFIX, type SimulationSettings } from "@toancanh/contracts";
import type { ReportHead } from "./draw-head.ts";
import type { Places } from "./draw-places.ts";
import type { EventLog } from "./event-log.ts";

const P = EVENT_TYPE_PREFIX;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** How far a corrected point lies from the first. */
const CORRECTION_METRES = 120;

export interface TrailingWorld {
  settings: SimulationSettings;
  places: Places;
  /** Categories that are easily taken for one another, by service code. */
  siblings: ReadonlyMap<string, readonly string[]>;
}

/** Writes that the intake corrects its mistake: the point, the category (to one like it) or the channel. */
export function addCorrections(
  { settings, places, siblings }: TrailingWorld,
  head: ReportHead,
  classifiedAt: number,
  log: EventLog,
): void {
  const { random, ward } = head;
  if (!random.chance(settings.irregularities.corrected.rate)) return;
  const at = classifiedAt + random.between(5, 90) * MINUTE_MS;
  const kind = random.integer(3);
  const alike = siblings.get(head.category.service_code) ?? [];
  const sibling = alike[random.integer(alike.length)];
  if (kind === 0 && sibling !== undefined) {
    log.add(at, { type: `${P}corrected`, data: { ...log.identity, service_code: sibling } });
    return;
  }
  const point = head.point
    ? places.nearPoint(random, ward.code, head.point, CORRECTION_METRES)
    : places.pickPoint(random, ward.code);
  if (kind === 1 && point) {
    log.add(at, { type: `${P}corrected`, data: { ...log.identity, lat: point.lat, long: point.long } });
    return;
  }
  const channel = settings.channels[random.integer(settings.channels.length)] ?? head.channel;
  log.add(at, { type: `${P}corrected`, data: { ...log.identity, channel: channel.channel } });
}

/** Writes that personal data were redacted, some days later. */
export function addRedaction(
  { settings }: TrailingWorld,
  { random, receivedAt }: ReportHead,
  log: EventLog,
): void {
  const { redacted } = settings.irregularities;
  if (!random.chance(redacted.rate)) return;
  const reason = redacted.reasons[random.integer(redacted.reasons.length)];
  log.add(receivedAt + random.between(6, 120) * HOUR_MS, {
    type: `${P}redacted`,
    data: reason === undefined ? log.identity : { ...log.identity, reason },
  });
}

/** Writes the citizen's rating, one to five stars, where the channel asks for it. */
export function addRating(
  { settings }: TrailingWorld,
  { random, channel }: ReportHead,
  endMs: number,
  late: boolean,
  log: EventLog,
): void {
  if (!random.chance(channel.rating_rate)) return;
  const weights = late ? settings.ratings.late : settings.ratings.on_time;
  let target = random.unit() * weights.reduce((sum, weight) => sum + weight, 0);
  const stars = weights.findIndex((weight) => {
    target -= weight;
    return target < 0;
  });
  log.add(endMs + random.spread(settings.steps.rate_after) * HOUR_MS, {
    type: `${P}rated`,
    data: { ...log.identity, rating: Math.max(0, stars) + 1 },
  });
}
