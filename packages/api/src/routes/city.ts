import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { type City, CitySchema, type Profile } from "@toancanh/contracts";
import type { ApiContext } from "../context.ts";
import { wardsInForce } from "../figures/ward-names.ts";
import { PROBLEM_RESPONSES } from "../problems/problem-responses.ts";

/** GET /city: everything a screen needs to know of the city once. */
export function cityRoutes({ profile, clock }: ApiContext): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      "/city",
      {
        schema: {
          tags: ["city"],
          summary: "The city's names: blocks, channels, categories, agencies, wards in force today",
          response: { 200: CitySchema, ...PROBLEM_RESPONSES },
        },
      },
      async (_request, reply) => {
        reply.header("cache-control", "no-cache");
        return toCity(profile, clock.now());
      },
    );
  };
}

/** @param at epoch milliseconds: wards that are not in force on its local day are left out */
export function toCity(profile: Profile, at: number): City {
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
