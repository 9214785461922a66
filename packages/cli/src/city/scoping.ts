import type { Scoping } from "@toancanh/domain";
import { districtsByUnit } from "@toancanh/geo";
import type { City } from "./open-city.ts";

/** What scopes need of a city beyond a report's own state. */
export function createScoping({ profile, rulebook }: City): Scoping {
  const districts = districtsByUnit(profile.wards, profile.former_units);
  return { rulebook, districtOf: (ward) => districts.get(ward) ?? "" };
}
