import type { Profile, ReportState } from "@toancanh/contracts";
import type { OwnUnits } from "@toancanh/store";

/**
 * Units as a person names them, resolved to what the store keeps: `ward:26740` (a ward in force, with the
 * agencies that serve it), `agency:ttql-duong-bo`, or the id of a former unit with its epoch, like
 * `district:760@2025-01-01`, which stands for its wards of that epoch.
 *
 * @throws RangeError naming a unit that the profile does not have
 */
export function resolveUnits(profile: Profile, units: readonly string[]): OwnUnits {
  const wards = new Set<string>();
  const agencies = new Set<string>();
  for (const unit of units) {
    const [kind, code] = splitUnit(unit);
    if (kind === "agency" && profile.agencies.some(({ id }) => id === code)) agencies.add(code);
    else if (kind === "ward" && profile.wards.some((ward) => ward.code === code)) {
      wards.add(code);
      for (const agency of profile.agencies) if (agency.ward_code === code) agencies.add(agency.id);
    } else {
      const former = wardsWithin(profile, unit);
      if (former.length === 0) {
        throw new RangeError(
          `there is no unit "${unit}" in profile ${profile.id}: name it ward:<code>, agency:<id> or, for a unit of ` +
            "an earlier epoch, by its id with the epoch's first day, like district:760@2025-01-01",
        );
      }
      for (const ward of former) wards.add(ward);
    }
  }
  return { wards: [...wards].sort(), agencies: [...agencies].sort() };
}

function splitUnit(unit: string): [string, string] {
  const colon = unit.indexOf(":");
  return [unit.slice(0, Math.max(0, colon)), unit.slice(colon + 1)];
}

/** Ids of the wards of an earlier epoch within a unit of it, or the unit itself if it is one; none when unknown. */
function wardsWithin(profile: Profile, id: string): string[] {
  return profile.former_units
    .filter((unit) => unit.id === id || (id !== "" && unit.parent === id))
    .flatMap((unit) => {
      if (unit.level === "ward") return [unit.id];
      return unit.id === id ? [] : wardsWithin(profile, unit.id);
    });
}

/** The same rule as sql/fragments/filters.sql, for a state at hand. */
export function isOwn(state: ReportState, { wards, agencies }: OwnUnits): boolean {
  return (
    wards.includes(state.ward_code) ||
    wards.includes(state.ward_code_now) ||
    state.assignments.some(({ agency }) => agencies.includes(agency))
  );
}
