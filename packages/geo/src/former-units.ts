/** A unit of an earlier epoch; dates are local, inclusive, YYYY-MM-DD. */
export interface PastUnit {
  /** Level, code and first day in one: "district:760@2025-01-01". */
  id: string;
  level: "province" | "district" | "ward";
  name: string;
  /** Id of the unit it lay in; "" for the largest. */
  parent: string;
  valid_from: string;
  valid_to: string;
}

/** All or a part of a former unit went into a ward. */
export interface Succession {
  former_unit: string;
  ward_code: string;
  share: "full" | "partial";
}

/**
 * For each ward the smallest former unit that holds all of it, as far as a crosswalk can tell: its one
 * predecessor, else the district or province that all its predecessors lay in. So the former unit of a point
 * follows from its ward of today, without the boundaries of before. Wards whose predecessors have nothing in
 * common are left out.
 */
export function deriveFormerUnits<Unit extends PastUnit>(
  units: readonly Unit[],
  crosswalk: readonly Succession[],
): Map<string, Unit> {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const common = new Map<string, Unit[]>();
  for (const { former_unit, ward_code } of crosswalk) {
    const line = lineOf(byId, former_unit);
    const known = common.get(ward_code);
    common.set(ward_code, known === undefined ? line : known.filter((unit) => line.includes(unit)));
  }
  const derived = new Map<string, Unit>();
  for (const [ward, [smallest]] of common) {
    if (smallest !== undefined) derived.set(ward, smallest);
  }
  return derived;
}

/** A unit and the larger ones it lay in, smallest first. */
function lineOf<Unit extends PastUnit>(byId: ReadonlyMap<string, Unit>, id: string): Unit[] {
  const line: Unit[] = [];
  let unit = byId.get(id);
  while (unit !== undefined && !line.includes(unit)) {
    line.push(unit);
    unit = byId.get(unit.parent);
  }
  return line;
}

/**
 * District of every unit a report may carry, by name: of a ward of today the former district all of it came
 * from (the first named where there were several), of a former unit the district of its own epoch. Units
 * larger than a district have none and are left out.
 */
export function districtsByUnit(
  wards: readonly { code: string; former_districts: readonly string[] }[],
  formerUnits: readonly PastUnit[],
): Map<string, string> {
  const districts = new Map<string, string>();
  for (const { code, former_districts } of wards) {
    const [first] = former_districts;
    if (first !== undefined) districts.set(code, first);
  }
  const byId = new Map(formerUnits.map((unit) => [unit.id, unit]));
  for (const { id } of formerUnits) {
    const district = lineOf(byId, id).find(({ level }) => level === "district");
    if (district !== undefined) districts.set(id, district.name);
  }
  return districts;
}
