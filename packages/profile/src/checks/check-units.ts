import type { CrosswalkRow, FormerUnit, Ward } from "@toancanh/contracts";
import type { Located } from "../read-lists.ts";

type Report = (file: string, field: string, message: string, row?: number) => void;

/** The lists that say which units there were, are, and what became of them. */
export interface UnitLists {
  wards: Located<Ward>[];
  formerUnits: Located<FormerUnit>[];
  crosswalk: Located<CrosswalkRow>[];
}

/** Whether former units spell out their ids, lie in known ones, and every row of the crosswalk names units. */
export function checkUnits({ wards, formerUnits, crosswalk }: UnitLists, report: Report): void {
  const known = new Map<string, number | undefined>();
  for (const { file, row, value } of formerUnits) {
    const { id, level, code, valid_from, valid_to } = value;
    const spelled = `${level}:${code}@${valid_from}`;
    if (id !== spelled) report(file, "id", `"${id}" must be level, code and first day: "${spelled}"`, row);
    if (known.has(id)) report(file, "id", `"${id}" is already in row ${known.get(id)}; remove one`, row);
    known.set(id, row);
    if (valid_to < valid_from) {
      report(file, "valid_to", `before valid_from ${valid_from}; correct one of them`, row);
    }
  }
  for (const { file, row, value } of formerUnits) {
    if (value.parent !== "" && !known.has(value.parent)) {
      report(file, "parent", `"${value.parent}" is no known former unit; see the column id`, row);
    }
  }
  const codes = new Set(wards.map(({ value }) => value.code));
  for (const { file, row, value } of crosswalk) {
    if (!known.has(value.former_unit)) {
      report(file, "former_unit", `"${value.former_unit}" is not in units/former-units.csv`, row);
    }
    if (!codes.has(value.ward_code)) {
      report(file, "ward_code", `"${value.ward_code}" is no known ward; see units/wards.csv`, row);
    }
  }
}
