import Type, { type Static } from "typebox";
import { LocalizedTextSchema, Rate } from "../primitives.ts";
import { BasemapSchema } from "../profile/basemap.ts";
import { OverlaySchema } from "../profile/overlay.ts";
import { endpoint, json } from "./endpoint.ts";

/** What a screen needs to know of the city, and what changes from day to day at most. */

/** The city as a screen needs it. */
export const CitySchema = Type.Object({
  id: Type.String(),
  name: LocalizedTextSchema,
  line_name: LocalizedTextSchema,
  time_zone: Type.String(),
  locale: Type.String(),
  minimum_due: Type.Integer({
    minimum: 1,
    description: "With fewer due a unit is neither ranked nor coloured, and no rate of it is printed",
  }),
  map: Type.Object({ city_bounds: Type.Array(Type.Number()), centre_bounds: Type.Array(Type.Number()) }),
  blocks: Type.Array(
    Type.Object({
      id: Type.String(),
      name: LocalizedTextSchema,
      short_name: LocalizedTextSchema,
      late_rate_target: Rate,
    }),
  ),
  channels: Type.Array(Type.Object({ id: Type.String(), name: LocalizedTextSchema })),
  field_groups: Type.Array(Type.Object({ id: Type.String(), name: LocalizedTextSchema })),
  categories: Type.Array(
    Type.Object({ service_code: Type.String(), name: LocalizedTextSchema, field_group: Type.String() }),
  ),
  agencies: Type.Array(
    Type.Object({ id: Type.String(), name: Type.String(), short_name: Type.String(), block: Type.String() }),
  ),
  wards: Type.Array(
    Type.Object({
      code: Type.String(),
      name: Type.String(),
      short_name: Type.String(),
      lat: Type.Number(),
      long: Type.Number(),
    }),
  ),
  /** The latest change of its units; only where the profile knows those before it. */
  reform: Type.Optional(
    Type.Object({
      since: Type.String({ format: "date", description: "First local day of the units in force" }),
      unit_count: Type.Integer({ minimum: 1 }),
      unit_noun: LocalizedTextSchema,
    }),
  ),
});
export type City = Static<typeof CitySchema>;

/** Layers that a city lays over its map. */
export const OverlaysSchema = Type.Object({ overlays: Type.Array(OverlaySchema) });
export type Overlays = Static<typeof OverlaysSchema>;

const OverlayParamsSchema = Type.Object({ id: Type.String({ maxLength: 60 }) });

export const cityEndpoints = {
  city: endpoint({
    method: "GET",
    path: "/city",
    tag: "city",
    summary: "The city's names: blocks, channels, categories, agencies, wards in force today",
    answer: json(CitySchema),
    scope: "city",
    cache: "no-cache",
  }),
  outlines: endpoint({
    method: "GET",
    path: "/outlines",
    tag: "city",
    summary: "Ward outlines: TopoJSON with one object `wards`, geometry ids are ward codes",
    answer: {
      kind: "media",
      media_type: "application/json",
      description: "TopoJSON topology",
      schema: Type.Object({}),
      may_be_unchanged: true,
    },
    scope: "city",
    cache: "public, no-cache",
  }),
  basemap: endpoint({
    method: "GET",
    path: "/basemap",
    tag: "city",
    summary: "The ground of the city's maps: sea, land around, rivers with their width in metres, names",
    answer: {
      kind: "media",
      media_type: "application/geo+json",
      description: "GeoJSON FeatureCollection, WGS84; without features where the city has no such ground",
      schema: BasemapSchema,
      may_be_unchanged: true,
    },
    scope: "city",
    cache: "public, no-cache",
  }),
  overlays: endpoint({
    method: "GET",
    path: "/overlays",
    tag: "city",
    summary: "Layers for the map, as the city's profile names them: cameras, masts, cables",
    answer: json(OverlaysSchema),
    scope: "city",
    cache: "no-cache",
  }),
  overlay: endpoint({
    method: "GET",
    path: "/overlays/:id",
    tag: "city",
    summary: "One layer as GeoJSON, as its file stands now",
    params: OverlayParamsSchema,
    answer: {
      kind: "media",
      media_type: "application/geo+json",
      description: "GeoJSON FeatureCollection, WGS84",
      schema: Type.Object({}),
    },
    scope: "city",
    cache: "no-cache",
  }),
};
