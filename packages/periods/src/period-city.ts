import type { Profile } from "@toancanh/contracts";
import type { Rulebook, Scoping } from "@toancanh/domain";
import { districtsByUnit, type WardIndex } from "@toancanh/geo";
import type { Store } from "@toancanh/store";

/** What periods need of a city. */
export interface PeriodCity {
  profile: Profile;
  rulebook: Rulebook;
  wardIndex: WardIndex;
  /** SHA-256 (hex) over all files of the profile. */
  hash: string;
}

/** What periods need of the store: its reads, and the acts of closing. */
export type PeriodStore = Pick<
  Store,
  | "query"
  | "readEvents"
  | "readEventSpan"
  | "appendPeriodAct"
  | "readPeriodActs"
  | "readPeriodFigures"
  | "appendObjection"
>;

/** What scopes need of a city beyond a report's own state. */
export function createScoping({ profile, rulebook }: Pick<PeriodCity, "profile" | "rulebook">): Scoping {
  const districts = districtsByUnit(profile.wards, profile.former_units);
  return { rulebook, districtOf: (ward) => districts.get(ward) ?? "" };
}
