import type { City, Profile } from "@toancanh/contracts";
import type { ApiContext } from "../context.ts";
import { wardsInForce } from "../figures/ward-names.ts";
import type { Handlers } from "../handler.ts";

/** Everything a screen needs to know of the city once. */
export function cityHandlers({ profile, clock }: ApiContext): Pick<Handlers, "city"> {
  return { city: async () => toCity(profile, clock.now()) };
}

/** @param at epoch milliseconds: wards that are not in force on its local day are left out */
function toCity(profile: Profile, at: number): City {
  const { id, name, line_name, time_zone, locale, map } = profile;
  return {
    id,
    name,
    line_name,
    time_zone,
    locale,
    map: { city_bounds: [...map.city_bounds], centre_bounds: [...map.centre_bounds] },
    blocks: profile.blocks,
    channels: profile.channels,
    field_groups: profile.field_groups,
    categories: profile.categories,
    agencies: profile.agencies,
    wards: wardsInForce(profile, at),
  };
}
