import type { City, Profile, Ward } from "@toancanh/contracts";
import { DEFAULT_MINIMUM_DUE } from "@toancanh/domain";
import type { HandlerContext } from "../context.ts";
import { wardsInForce } from "../figures/ward-names.ts";
import type { Handlers } from "../handler.ts";

/** Everything a screen needs to know of the city once. */
export function cityHandlers({ profile, clock }: HandlerContext): Pick<Handlers, "city"> {
  return { city: async () => toCity(profile, clock.now()) };
}

/** @param at epoch milliseconds: wards that are not in force on its local day are left out */
export function toCity(profile: Profile, at: number): City {
  const { id, name, line_name, time_zone, locale, map } = profile;
  const wards = wardsInForce(profile, at);
  const reform = latestReform(profile, wards);
  return {
    id,
    name,
    line_name,
    time_zone,
    locale,
    minimum_due: profile.minimum_due ?? DEFAULT_MINIMUM_DUE,
    map: { city_bounds: [...map.city_bounds], centre_bounds: [...map.centre_bounds] },
    blocks: profile.blocks,
    channels: profile.channels,
    field_groups: profile.field_groups,
    categories: profile.categories,
    agencies: profile.agencies,
    wards,
    ...(reform === null ? {} : { reform }),
  };
}

/** When the newest of the units in force began, if the profile knows units before them; null otherwise. */
function latestReform(profile: Profile, wards: readonly Ward[]): NonNullable<City["reform"]> | null {
  const since = wards
    .map((ward) => ward.valid_from)
    .sort()
    .at(-1);
  if (since === undefined || !profile.former_units.some((unit) => unit.valid_to < since)) return null;
  return { since, unit_count: wards.length, unit_noun: profile.unit_noun };
}
