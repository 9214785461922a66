import Type, { type Static } from "typebox";
import { LocalizedTextSchema, strict } from "../primitives.ts";

/** What a wall draws a family with. */
export const INCIDENT_SIGNS = [
  "water",
  "power",
  "light",
  "tree",
  "cover",
  "road",
  "pipe",
  "signal",
  "cable",
  "waste",
  "sound",
  "smoke",
] as const;

/** An element of incident-families.json: categories whose reports can tell of one happening (docs/metrics.md §10). */
export const IncidentFamilySchema = Type.Object(
  {
    id: Type.String({ pattern: "^[a-z0-9-]{1,40}$" }),
    /** For the wall, never cut on screen. */
    name: Type.Object(
      {
        vi: Type.String({ minLength: 1, maxLength: 18 }),
        en: Type.String({ minLength: 1, maxLength: 18 }),
      },
      strict,
    ),
    sign: Type.Enum(INCIDENT_SIGNS),
    service_codes: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }),
    /** How near in place and time to the first report another one is of the same happening; null: never. */
    nearby: Type.Union([
      Type.Object(
        {
          radius_m: Type.Number({ minimum: 10, maximum: 5000 }),
          minutes: Type.Integer({ minimum: 10, maximum: 1440 }),
        },
        strict,
      ),
      Type.Null(),
    ]),
    /** Why so near. */
    reason: LocalizedTextSchema,
  },
  strict,
);
export type IncidentFamily = Static<typeof IncidentFamilySchema>;
