import type { Scorecard } from "@toancanh/contracts";
import { nameUnit, type Scoping } from "@toancanh/domain";
import type { PeriodCity } from "../period-city.ts";
import { PeriodError } from "../period-error.ts";
import { findPeerGroup } from "../ranking/peer-group.ts";

type Language = Scorecard["lang"];

/** A unit that has a scorecard. */
export interface ScorecardUnit {
  id: string;
  scope: Scorecard["unit"]["scope"];
  names: Record<Language, { name: string; short_name: string }>;
  /** The block it is ranked in; null for all but agencies. */
  group: string | null;
  /** The unit whose figures stand beside its own; null for the city. */
  within: string | null;
  /** Where the people live whom it serves, as a unit; null where that is nowhere. */
  residents: string | null;
  /** Share of late that it has to stay below; null where it has no target. */
  target: number | null;
}

/** The unit of a name. @throws PeriodError for one that the city does not have */
export function findUnit(city: PeriodCity, scoping: Scoping, id: string): ScorecardUnit {
  const { profile } = city;
  const same = (name: string, short_name: string) => ({ vi: { name, short_name }, en: { name, short_name } });
  if (id === "city") {
    const named = (language: Language) => ({
      name: profile.name[language],
      short_name: profile.name[language],
    });
    return {
      id,
      scope: "city",
      names: { vi: named("vi"), en: named("en") },
      group: null,
      within: null,
      residents: null,
      target: Math.round((1 - profile.on_time_target.value) * 1e6) / 1e6,
    };
  }
  const [scope, key] = splitUnit(id);
  if (scope === "block") {
    const block = profile.blocks.find((one) => one.id === key);
    if (block === undefined) throw unknown(id);
    const named = (language: Language) => ({
      name: block.name[language],
      short_name: block.short_name[language],
    });
    const target = block.late_rate_target;
    const names = { vi: named("vi"), en: named("en") };
    return { id, scope, names, group: null, within: "city", residents: null, target };
  }
  if (scope === "district") {
    findPeerGroup(city, scoping, id);
    return { ...ofPlace(id, scope), names: same(key, key) };
  }
  if (scope === "ward") {
    const ward = [...profile.wards, ...profile.former_units.map((one) => ({ ...one, code: one.id }))].find(
      (one) => one.code === key,
    );
    if (ward === undefined) throw unknown(id);
    return { ...ofPlace(id, scope), names: same(ward.name, ward.short_name) };
  }
  const agency = profile.agencies.find((one) => one.id === id);
  if (agency === undefined) throw unknown(id);
  return {
    id,
    scope: "agency",
    names: same(agency.name, agency.short_name),
    group: agency.block,
    within: nameUnit("block", agency.block),
    residents: agency.ward_code === "" ? null : nameUnit("ward", agency.ward_code),
    target: profile.blocks.find((one) => one.id === agency.block)?.late_rate_target ?? null,
  };
}

/** Every agency and every ward in force: the units of a period's whole set of scorecards. */
export function listUnits({ profile }: PeriodCity): string[] {
  return [
    ...profile.agencies.map(({ id }) => id),
    ...profile.wards.map(({ code }) => nameUnit("ward", code)),
  ];
}

function ofPlace(id: string, scope: "ward" | "district") {
  return { id, scope, group: null, within: "city", residents: null, target: null };
}

function splitUnit(id: string): [string, string] {
  const colon = id.indexOf(":");
  return [id.slice(0, Math.max(0, colon)), id.slice(colon + 1)];
}

function unknown(id: string): PeriodError {
  return new PeriodError(
    "usage",
    `no unit "${id}": name it city, block:ID, ward:CODE, district:NAME or by an agency's id`,
  );
}
