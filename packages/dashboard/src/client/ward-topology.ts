import type { GeometryCollection, Topology } from "topojson-specification";

/** Ward outlines with exact shared edges; a geometry's id is its ward code. */
export type WardTopology = Topology<{ wards: GeometryCollection }>;

export function isWardTopology(value: unknown): value is WardTopology {
  if (typeof value !== "object" || value === null) return false;
  if (!("type" in value) || value.type !== "Topology" || !("arcs" in value) || !Array.isArray(value.arcs))
    return false;
  if (!("objects" in value) || typeof value.objects !== "object" || value.objects === null) return false;
  if (!("wards" in value.objects)) return false;
  const wards = value.objects.wards;
  return (
    typeof wards === "object" &&
    wards !== null &&
    "type" in wards &&
    wards.type === "GeometryCollection" &&
    "geometries" in wards &&
    Array.isArray(wards.geometries)
  );
}
