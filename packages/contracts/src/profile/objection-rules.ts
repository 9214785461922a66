import Type from "typebox";
import { LocalizedTextSchema, strict } from "../primitives.ts";

/** `objections` of profile.json: how offices may object to late findings. */
export const ObjectionRulesSchema = Type.Object(
  {
    /** Within so many working days after the publication; before the freezing at any time. */
    working_days: Type.Integer({ minimum: 1 }),
    /** Why an office can object, in the order of the form. */
    reasons: Type.Array(
      Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }), name: LocalizedTextSchema }, strict),
      { minItems: 1 },
    ),
  },
  strict,
);
