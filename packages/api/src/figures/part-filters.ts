import type { AnalysisQuery, Profile } from "@toancanh/contracts";
import { invalidParameter } from "../problems/api-problem.ts";

/** Which reports a figure counts, by the store's names; what is not asked for is not there. */
export type PartFilters = {
  field_group?: string;
  service_code?: string;
  agency?: string;
  block?: string;
  ward_code?: string;
};

type PartQuery = Pick<
  AnalysisQuery,
  "field_group" | "service_code" | "agency_responsible" | "block" | "ward_code"
>;

/**
 * Field group and block must be the profile's own. The other codes may be a source's that the profile
 * does not list, or a former ward's: an unknown one finds nothing.
 *
 * @throws ApiProblem 400 naming the allowed values
 */
export function resolvePartFilters(query: PartQuery, profile: Profile): PartFilters {
  const { field_group, service_code, agency_responsible, block, ward_code } = query;
  mustBeKnown("field_group", field_group, profile.field_groups);
  mustBeKnown("block", block, profile.blocks);
  return {
    ...(field_group === undefined ? {} : { field_group }),
    ...(service_code === undefined ? {} : { service_code }),
    ...(agency_responsible === undefined ? {} : { agency: agency_responsible }),
    ...(block === undefined ? {} : { block }),
    ...(ward_code === undefined ? {} : { ward_code }),
  };
}

function mustBeKnown(name: string, value: string | undefined, known: readonly { id: string }[]): void {
  if (value === undefined || known.some((one) => one.id === value)) return;
  const detail = `query parameter "${name}" must be one of: ${known.map((one) => one.id).join(", ")}`;
  throw invalidParameter(name, detail);
}
