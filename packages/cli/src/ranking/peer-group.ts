import { nameUnit, type Scoping } from "@toancanh/domain";
import type { City } from "../city/open-city.ts";
import { CommandError } from "../terminal/output.ts";

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
 * @throws CommandError (2) for a group that the city does not have
 */
export function findPeerGroup(city: City, scoping: Scoping, group: string): PeerGroup {
  const { blocks, agencies, wards, former_units } = city.profile;
  if (group.startsWith(DISTRICT)) {
    const district = group.slice(DISTRICT.length);
    const codes = [...wards.map(({ code }) => code), ...former_units.map(({ id }) => id)];
    const units = codes.filter((code) => scoping.districtOf(code) === district);
    if (district !== "" && units.length > 0) {
      return { group, scope: "ward", units: units.map((code) => nameUnit("ward", code)) };
    }
    throw new CommandError(
      `no district "${district}": name it as the crosswalk does, like district:Quận 1`,
      2,
    );
  }
  const block = group.startsWith("block:") ? group.slice("block:".length) : group;
  if (!blocks.some(({ id }) => id === block)) {
    throw new CommandError(
      `no block "${block}"; there are: ${blocks.map(({ id }) => id).join(", ")}, and district:NAME for wards`,
      2,
    );
  }
  const units = agencies.filter((agency) => agency.block === block).map(({ id }) => id);
  return { group: block, scope: "agency", units };
}
