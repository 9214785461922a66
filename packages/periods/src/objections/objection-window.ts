import { addWorkingDays } from "@toancanh/domain";
import type { KnownPeriod } from "../closing/period-states.ts";
import type { PeriodCity } from "../period-city.ts";

/** Whether a period takes objections, and until when: epoch ms of the world; null for until it is frozen. */
interface ObjectionWindow {
  isOpen: boolean;
  until: number | null;
}

/**
 * A draft takes objections until it is frozen, what is frozen none until it is published, and what is published takes
 * them for the profile's number of working days after the publication: they count in the next revision.
 * @param recordedAt the world's time, under which a publication is written down
 */
export function objectionWindow(
  { profile, rulebook }: Pick<PeriodCity, "profile" | "rulebook">,
  { state, acts }: Pick<KnownPeriod, "state" | "acts">,
  recordedAt: number,
): ObjectionWindow {
  const rules = profile.objections;
  if (rules === undefined) return { isOpen: false, until: null };
  const published = acts.find(({ act }) => act === "publish");
  if (published === undefined) return { isOpen: state === "draft", until: null };
  const until = addWorkingDays(rulebook.stateCalendar, published.recorded_at, rules.working_days);
  return { isOpen: recordedAt <= until, until };
}
