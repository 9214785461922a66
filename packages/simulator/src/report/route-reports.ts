import type { Profile, RouteTarget, SimulationSettings, Ward } from "@toancanh/contracts";
import type { Random } from "../random.ts";
import { SimulationSettingsError } from "../simulation-error.ts";
import { chooseByWeight } from "../weighted-choice.ts";

/** Who handles what. Agencies are ids of the profile. */
export interface Routing {
  /** The agency responsible for that category in that ward. */
  pickAgency(random: Random, serviceCode: string, ward: Ward): string;
  /** Another one that takes part, null when the category knows none or it is the same. */
  pickPartner(random: Random, serviceCode: string, ward: Ward, besides: string): string | null;
}

type Resolver = (ward: Ward) => string;

/** Throws SimulationSettingsError naming the first agency, block or area table that does not exist. */
export function createRouting(
  profile: Pick<Profile, "agencies" | "blocks" | "wards">,
  settings: Pick<SimulationSettings, "areas" | "categories" | "places">,
): Routing {
  const agencies = new Set(profile.agencies.map((agency) => agency.id));
  const blocks = new Set(profile.blocks.map((block) => block.id));
  const needAgency = (id: string, field: string) => {
    if (!agencies.has(id)) throw new SimulationSettingsError(field, `unknown agency "${id}"`);
    return id;
  };

  const areas = new Map<string, Resolver>();
  settings.areas.forEach((table, index) => {
    const path = `areas[${index}]`;
    const fallback = needAgency(table.default, `${path}.default`);
    const districts = new Map<string, string>();
    const wards = new Map<string, string>();
    const known = new Set(profile.wards.flatMap((ward) => ward.former_districts));
    const codes = new Set(profile.wards.map((ward) => ward.code));
    table.members.forEach((member, at) => {
      needAgency(member.agency, `${path}.members[${at}].agency`);
      for (const district of member.former_districts) {
        if (!known.has(district)) {
          throw new SimulationSettingsError(
            `${path}.members[${at}].former_districts`,
            `no ward lies in "${district}"`,
          );
        }
        districts.set(district, member.agency);
      }
      for (const code of member.wards ?? []) {
        if (!codes.has(code)) {
          throw new SimulationSettingsError(`${path}.members[${at}].wards`, `unknown ward "${code}"`);
        }
        wards.set(code, member.agency);
      }
    });
    areas.set(table.id, (ward) => {
      const own = wards.get(ward.code);
      if (own !== undefined) return own;
      for (const district of ward.former_districts) {
        const agency = districts.get(district);
        if (agency !== undefined) return agency;
      }
      return fallback;
    });
  });

  const officesOf = (block: string, field: string): Resolver => {
    if (!blocks.has(block)) throw new SimulationSettingsError(field, `unknown block "${block}"`);
    const offices = new Map(
      profile.agencies
        .filter((agency) => agency.block === block && agency.ward_code !== "")
        .map((agency) => [agency.ward_code, agency.id]),
    );
    for (const [code, weight] of Object.entries(settings.places.wards)) {
      if (weight > 0 && !offices.has(code)) {
        throw new SimulationSettingsError(field, `block "${block}" has no office in ward ${code}`);
      }
    }
    return (ward) => offices.get(ward.code) ?? "";
  };

  const resolverOf = (target: RouteTarget, field: string): Resolver => {
    if ("agency" in target) {
      const id = needAgency(target.agency, `${field}.agency`);
      return () => id;
    }
    if ("ward_office" in target) return officesOf(target.ward_office, `${field}.ward_office`);
    const area = areas.get(target.area);
    if (!area) throw new SimulationSettingsError(`${field}.area`, `unknown area table "${target.area}"`);
    return area;
  };

  const routes = new Map(
    settings.categories.map((category, index) => {
      const path = `categories[${index}]`;
      const choice = chooseByWeight(
        category.routes.map((route, at) => ({
          weight: route.weight,
          resolve: resolverOf(route.to, `${path}.routes[${at}].to`),
        })),
        (route) => route.weight,
      );
      if (!choice) throw new SimulationSettingsError(`${path}.routes`, "no route has a weight");
      const partners = (category.partners ?? []).map((target, at) =>
        resolverOf(target, `${path}.partners[${at}]`),
      );
      return [category.service_code, { choice, partners }];
    }),
  );

  return {
    pickAgency: (random, serviceCode, ward) =>
      routes.get(serviceCode)?.choice.pick(random).resolve(ward) ?? "",
    pickPartner(random, serviceCode, ward, besides) {
      const partners = routes.get(serviceCode)?.partners ?? [];
      const partner = partners[random.integer(partners.length)]?.(ward);
      return partner === undefined || partner === besides ? null : partner;
    },
  };
}
