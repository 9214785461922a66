import Type, { type Static } from "typebox";
import { LocalizedTextSchema, Rate } from "../primitives.ts";
import { OverlaySchema } from "../profile/overlay.ts";

/** What a screen needs to know of the city, and what changes from day to day at most. */

/** The city as a screen needs it. */
export const CitySchema = Type.Object({
  id: Type.String(),
  name: LocalizedTextSchema,
  line_name: LocalizedTextSchema,
  time_zone: Type.String(),
  locale: Type.String(),
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
});
export type City = Static<typeof CitySchema>;

/** Layers that a city lays over its map. */
export const OverlaysSchema = Type.Object({ overlays: Type.Array(OverlaySchema) });
export type Overlays = Static<typeof OverlaysSchema>;

export const OverlayParamsSchema = Type.Object({ id: Type.String({ maxLength: 60 }) });
export type OverlayParams = Static<typeof OverlayParamsSchema>;
