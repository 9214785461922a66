import { DENOMINATORS, type Denominator, type Profile, type ReportState } from "@toancanh/contracts";
import { periodContaining, type Rulebook } from "@toancanh/domain";
import type { QueryParams } from "../queries/queries.ts";
import type { SeededRandom } from "./seeded-random.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** One combination of scope, period, denominator, exclusion and filters. */
export interface RandomScope {
  params: Required<QueryParams<"summary">>;
  denominator: Denominator;
  /** The report filters of `params`, for the other side. */
  passes(report: ReportState): boolean;
}

/** Draws what can be asked of a store that has reports received in `[first, last)`. */
export function createScopeDraw(
  profile: Profile,
  rulebook: Rulebook,
  [first, last]: readonly [number, number],
  random: SeededRandom,
): () => RandomScope {
  const { next, pick, between } = random;
  const maybe = (chance: number, draw: () => string) => (next() < chance ? draw() : "");
  const idOf = <T>(list: readonly T[], name: (one: T) => string) => {
    const [head, ...rest] = list.map(name);
    return () => (head === undefined ? "" : pick([head, ...rest]));
  };
  const fieldGroup = idOf(profile.field_groups, ({ id }) => id);
  const category = idOf(profile.categories, ({ service_code }) => service_code);
  const channel = idOf(profile.channels, ({ id }) => id);
  const ward = idOf(profile.wards, ({ code }) => code);
  const agency = idOf(profile.agencies, ({ id }) => id);
  const block = idOf(profile.blocks, ({ id }) => id);
  const period = () => {
    const at = between(first, last);
    const kind = pick(["official", "calendar", "quarter", "year", "day", "last_7_days", "custom"]);
    // Whole hours now and then, so that bounds fall on each other; else any millisecond.
    if (kind === "custom") return { from: at - (at % HOUR), to: at + between(1, 60 * DAY) };
    return periodContaining(rulebook, kind, at);
  };

  return () => {
    const { from, to } = period();
    const params = {
      // Within the period, shortly after, or when everything is long over.
      as_of: pick([between(from, to), to + between(0, 30 * DAY), last + 400 * DAY]),
      from,
      to,
      exclude: pick<("rejected" | "merged")[]>([[], [], ["rejected"], ["merged"], ["rejected", "merged"]]),
      field_group: maybe(0.2, fieldGroup),
      service_code: maybe(0.1, category),
      channel: maybe(0.15, channel),
      ward_code: maybe(0.1, ward),
      agency: "",
      block: "",
    };
    // An assignment is asked for by its agency or its block.
    const narrowed = next();
    if (narrowed < 0.15) params.agency = agency();
    else if (narrowed < 0.3) params.block = block();
    const matches = (wanted: string, value: string) => wanted === "" || wanted === value;
    return {
      params,
      denominator: pick(DENOMINATORS),
      passes: (report) =>
        matches(params.field_group, report.field_group) &&
        matches(params.service_code, report.service_code) &&
        matches(params.channel, report.channel) &&
        matches(params.ward_code, report.ward_code),
    };
  };
}
