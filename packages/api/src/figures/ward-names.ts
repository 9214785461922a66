import type { Profile, Ward } from "@toancanh/contracts";
import { languageOf, pickText, UNLOCATED } from "@toancanh/words";

/** Wards valid on the local day of an instant (epoch milliseconds). */
export function wardsInForce(profile: Profile, at: number): Ward[] {
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: profile.time_zone, dateStyle: "short" }).format(
    at,
  );
  return profile.wards.filter(
    (ward) => ward.valid_from <= today && (ward.valid_to === null || ward.valid_to >= today),
  );
}

/** Names by code: the city's own words for "no place", the code itself for a ward the profile does not know. */
export function createWardNames(profile: Profile): (code: string) => { name: string; short_name: string } {
  const byCode = new Map(profile.wards.map(({ code, name, short_name }) => [code, { name, short_name }]));
  for (const { id, name, short_name } of profile.former_units) byCode.set(id, { name, short_name });
  const unlocated = pickText(UNLOCATED, languageOf(profile.locale));
  byCode.set("", { name: unlocated, short_name: unlocated });
  return (code) => byCode.get(code) ?? { name: code, short_name: code };
}
