import type { PeriodCity } from "@toancanh/periods";

/** A unit as figures name it, and as people do. */
interface NamedUnit {
  unit: string;
  name: string;
  short_name: string;
}

/** Names of agencies and of wards of every epoch; one that the city does not list has its id for a name. */
export function createUnitNames({ profile }: Pick<PeriodCity, "profile">) {
  const found = new Map<string, NamedUnit>();
  const add = (unit: string, { name, short_name }: Omit<NamedUnit, "unit">) =>
    found.set(unit, { unit, name, short_name });
  for (const agency of profile.agencies) add(agency.id, agency);
  for (const former of profile.former_units) add(`ward:${former.id}`, former);
  for (const ward of profile.wards) add(`ward:${ward.code}`, ward);
  return { of: (unit: string): NamedUnit => found.get(unit) ?? { unit, name: unit, short_name: unit } };
}
