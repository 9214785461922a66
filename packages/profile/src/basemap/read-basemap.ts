import { type Basemap, BasemapAreaSchema, BasemapNameSchema, BasemapRiverSchema } from "@toancanh/contracts";
import { type Checked, compileCheck } from "../checks/check-schema.ts";
import { BASEMAP_FILE, type ProfileReader } from "../profile-reader.ts";

type Feature = Basemap["features"][number];

const checkArea = compileCheck(BasemapAreaSchema);
const checkRiver = compileCheck(BasemapRiverSchema);
const checkName = compileCheck(BasemapNameSchema);
const CHECKS = new Map<unknown, (value: unknown) => Checked<Feature>>([
  ["sea", checkArea],
  ["land", checkArea],
  ["river", checkRiver],
  ["place", checkName],
  ["water", checkName],
  ["neighbour", checkName],
]);

/** The ground of the city's maps; empty where the profile has no basemap.geojson. */
export async function readBasemap(reader: ProfileReader): Promise<Basemap> {
  const value = await reader.plainJson(BASEMAP_FILE, true);
  if (value === undefined) return { type: "FeatureCollection", features: [] };
  const features = isCollection(value) ? value.features : undefined;
  if (features === undefined) {
    reader.report(BASEMAP_FILE, "", "no GeoJSON FeatureCollection; make it anew (toancanh geo basemap)");
  }
  const checked = reader.elements(BASEMAP_FILE, "/features", features, checkFeature);
  return { type: "FeatureCollection", features: checked.map((element) => element.value) };
}

/** By its kind, so that a wrong field is named and not a whole feature. */
function checkFeature(value: unknown): Checked<Feature> {
  const kind = kindOf(value);
  const check = CHECKS.get(kind);
  if (check !== undefined) return check(value);
  const message = `${JSON.stringify(kind) ?? "nothing"} is no kind of feature; use one of ${[...CHECKS.keys()].join(", ")}`;
  return { ok: false, problems: [{ field: "/properties/kind", message }] };
}

function kindOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("properties" in value)) return undefined;
  const { properties } = value;
  return typeof properties === "object" && properties !== null && "kind" in properties
    ? properties.kind
    : undefined;
}

function isCollection(value: unknown): value is { features: unknown } {
  return (
    typeof value === "object" &&
    value !== null &&
    "type" in value &&
    value.type === "FeatureCollection" &&
    "features" in value
  );
}
