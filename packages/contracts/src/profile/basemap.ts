import Type, { type Static } from "typebox";
import { LocalizedTextSchema, strict } from "../primitives.ts";

/** The ground under a city's maps: figures of places, never of reports. GeoJSON in WGS84, [long, lat] in degrees. */

const Position = Type.Tuple([
  Type.Number({ minimum: -180, maximum: 180 }),
  Type.Number({ minimum: -90, maximum: 90 }),
]);
const feature = <P extends Type.TSchema, G extends Type.TSchema>(properties: P, geometry: G) =>
  Type.Object({ type: Type.Literal("Feature"), properties, geometry }, strict);

const Polygon = Type.Array(Type.Array(Position, { minItems: 4 }), { minItems: 1 });

/** Water as far as the map reaches, or land on it that is not the city's own. */
export const BasemapAreaSchema = feature(
  Type.Object({ kind: Type.Enum(["sea", "land"]) }, strict),
  Type.Object({ type: Type.Literal("Polygon"), coordinates: Polygon }, strict),
);

/** A stretch of a river of one width; it stands for the borders of wards that it is. */
export const BasemapRiverSchema = feature(
  Type.Object(
    {
      kind: Type.Literal("river"),
      /** "" where it has none that we know. */
      name: Type.String(),
      width_m: Type.Number({ exclusiveMinimum: 0, maximum: 20_000 }),
    },
    strict,
  ),
  Type.Object(
    { type: Type.Literal("LineString"), coordinates: Type.Array(Position, { minItems: 2 }) },
    strict,
  ),
);

const NAME_KINDS = ["place", "water", "neighbour"] as const;

/** A name on the map; the file lists those of a kind in order of importance. */
export const BasemapNameSchema = feature(
  Type.Object({ kind: Type.Enum(NAME_KINDS), name: LocalizedTextSchema }, strict),
  Type.Object({ type: Type.Literal("Point"), coordinates: Position }, strict),
);
export type BasemapName = Static<typeof BasemapNameSchema>;

/** A row of basemap/rivers.csv: a stretch of border between two wards, or of the city's own, that is a river. */
export const RiverReachSchema = Type.Object(
  {
    name: Type.String(),
    width_m: Type.Number({ exclusiveMinimum: 0, maximum: 20_000 }),
    ward_a: Type.String(),
    /** "" on the city's own border; both are "" where it crosses from one stretch to the next. */
    ward_b: Type.String(),
    from_lat: Type.Number(),
    from_long: Type.Number(),
    to_lat: Type.Number(),
    to_long: Type.Number(),
  },
  strict,
);
export type RiverReach = Static<typeof RiverReachSchema>;

/** A row of basemap/names.csv. */
export const BasemapNameRowSchema = Type.Object(
  {
    kind: Type.Enum(NAME_KINDS),
    name_vi: Type.String({ minLength: 1 }),
    name_en: Type.String({ minLength: 1 }),
    lat: Type.Number({ minimum: -90, maximum: 90 }),
    long: Type.Number({ minimum: -180, maximum: 180 }),
  },
  strict,
);
export type BasemapNameRow = Static<typeof BasemapNameRowSchema>;

/** basemap.geojson, whole; without features where a city has none. */
export const BasemapSchema = Type.Object(
  {
    type: Type.Literal("FeatureCollection"),
    features: Type.Array(Type.Union([BasemapAreaSchema, BasemapRiverSchema, BasemapNameSchema])),
  },
  strict,
);
export type Basemap = Static<typeof BasemapSchema>;
