import type { LocalizedText } from "@toancanh/contracts";
import { nameUnit, type Scoping } from "@toancanh/domain";
import type { PeriodCity } from "../period-city.ts";
import { PeriodError } from "../period-error.ts";

/** The units that are ranked together. */
export interface PeerGroup {
  /** As it was asked for. */
  group: string;
  scope: "agency" | "ward";
  /** Names of its units, as figures have them. */
  units: string[];
}

const DISTRICT = "district:";

/**
 * A block of agencies, or the wards of a district (of the epoch in which their reports were received).
 * @throws PeriodError for a group that the city does not have
 */
export function findPeerGroup(city: PeriodCity, scoping: Scoping, group: string): PeerGroup {
  const { blocks, agencies, wards, former_units } = city.profile;
  if (group.startsWith(DISTRICT)) {
    const district = group.slice(DISTRICT.length);
    const codes = [...wards.map(({ code }) => code), ...former_units.map(({ id }) => id)];
    const units = codes.filter((code) => scoping.districtOf(code) === district);
    const known = codes.map((code) => scoping.districtOf(code)).find((name) => name !== "");
    if (district !== "" && units.length > 0) {
      return { group, scope: "ward", units: units.map((code) => nameUnit("ward", code)) };
    }
    throw new PeriodError(
      "usage",
      known === undefined
        ? `no district "${district}": this city has none`
        : `no district "${district}": name it as the crosswalk does, like ${DISTRICT}${known}`,
    );
  }
  const block = group.startsWith("block:") ? group.slice("block:".length) : group;
  if (!blocks.some(({ id }) => id === block)) {
    throw new PeriodError(
      "usage",
      `no block "${block}"; there are: ${blocks.map(({ id }) => id).join(", ")}, and district:NAME for wards`,
    );
  }
  const units = agencies.filter((agency) => agency.block === block).map(({ id }) => id);
  return { group: block, scope: "agency", units };
}

/** Every peer group of a city with its name: blocks in the profile's order, then districts by name. */
export function listPeerGroups(city: PeriodCity, scoping: Scoping): (PeerGroup & { name: LocalizedText })[] {
  const { blocks, wards, former_units } = city.profile;
  const codes = [...wards.map(({ code }) => code), ...former_units.map(({ id }) => id)];
  const districts = [...new Set(codes.map((code) => scoping.districtOf(code)))].filter((name) => name !== "");
  return [
    ...blocks.map(({ id, name }) => ({ ...findPeerGroup(city, scoping, id), name })),
    ...districts
      .sort((a, b) => a.localeCompare(b, city.profile.locale))
      .map((name) => ({
        ...findPeerGroup(city, scoping, `${DISTRICT}${name}`),
        name: { vi: name, en: name },
      })),
  ];
}
