import Type, { type Static } from "typebox";
import { LocalizedTextSchema, strict } from "../primitives.ts";

const Colour = Type.String({ pattern: "^#[0-9a-fA-F]{6}$" });
const PropertyName = Type.String({ minLength: 1, maxLength: 60 });

const OVERLAY_ICONS = ["camera", "mast", "cable", "pump", "tree", "lamp", "dot"] as const;

const look = {
  /** What stands at a point. */
  icon: Type.Enum(OVERLAY_ICONS),
  style: Type.Object(
    {
      colour: Colour,
      /** Pixels at 1920 × 1080: size of an icon, or width of a line. */
      size: Type.Number({ exclusiveMinimum: 0, maximum: 64 }),
      opacity: Type.Number({ minimum: 0, maximum: 1 }),
    },
    strict,
  ),
  /** What a click on a feature shows, in this order. */
  popup: Type.Array(Type.Object({ property: PropertyName, label: LocalizedTextSchema }, strict)),
  /** Property of a feature with the address of a picture or a stream; shown, never fetched by the server. */
  media: Type.Union([
    Type.Null(),
    Type.Object(
      { property: PropertyName, kind: Type.Union([Type.Literal("image"), Type.Literal("stream")]) },
      strict,
    ),
  ]),
  /** Seconds after which a screen asks for the layer anew; 0 = never. */
  refresh_seconds: Type.Integer({ minimum: 0, maximum: 86_400 }),
};

const identity = {
  id: Type.String({ pattern: "^[a-z0-9][a-z0-9-]{0,59}$" }),
  name: LocalizedTextSchema,
  /** True for made-up data: the screen must say so. */
  example: Type.Boolean(),
};

/** An entry of overlays.json: a GeoJSON file of the profile as a layer of the map. */
export const OverlayFileSchema = Type.Object(
  {
    ...identity,
    /** Inside the profile: overlays/<name>.geojson. */
    file: Type.String({ pattern: "^overlays/[A-Za-z0-9][A-Za-z0-9._-]*\\.geojson$" }),
    ...look,
  },
  strict,
);
export type OverlayFile = Static<typeof OverlayFileSchema>;

/** A layer as a screen sees it. */
export const OverlaySchema = Type.Object({ ...identity, ...look });
export type Overlay = Static<typeof OverlaySchema>;
