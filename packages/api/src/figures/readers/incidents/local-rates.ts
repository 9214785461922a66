import type { Profile } from "@toancanh/contracts";
import { createLocalRates, localDaysBefore, type Rulebook } from "@toancanh/domain";
import { cellAreaKm2, neighbourCells } from "@toancanh/geo";
import type { AnswerStore } from "../../../server/access/scope-store.ts";

/** Rates are known by cells of this resolution: 0.7 km². */
export const RATE_RESOLUTION = 8;

const HISTORY_DAYS = 56;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export type LocalRates = ReturnType<typeof createLocalRates>;

/** The local rates of the 8 weeks before `before` (epoch ms); of a younger city those of its days. */
export async function readLocalRates(
  store: AnswerStore,
  profile: Profile,
  rulebook: Pick<Rulebook, "timeZone">,
  before: number,
): Promise<LocalRates> {
  const scope = { as_of: before, from: localDaysBefore(rulebook, before, HISTORY_DAYS), to: before };
  const [cells, hours] = await Promise.all([
    store.query("cell_counts", { ...scope, resolution: RATE_RESOLUTION }),
    store.query("hour_counts", { ...scope, time_zone: profile.time_zone }),
  ]);
  const first = Math.min(before, ...hours.map((row) => row.first_at));
  return createLocalRates(
    { days: Math.max(1, (before - first) / DAY_MS), cells, hours },
    profile.incident_families,
    { neighboursOf: neighbourCells, areaOf: cellAreaKm2, hourOf: createHourOf(profile.time_zone) },
  );
}

/** Local hour of the day of an instant. Asking Intl costs microseconds: the last hours asked for are kept. */
function createHourOf(timeZone: string): (ms: number) => number {
  const format = new Intl.DateTimeFormat("en-US", { timeZone, hour: "2-digit", hourCycle: "h23" });
  const known = new Map<number, number>();
  return (ms) => {
    const start = Math.floor(ms / HOUR_MS);
    const found = known.get(start) ?? Number(format.format(start * HOUR_MS));
    known.set(start, found);
    return found;
  };
}
