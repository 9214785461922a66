import Type, { type Static } from "typebox";
import { LocalizedTextSchema, strict } from "../primitives.ts";

/** What a component counts as bad, and over which base (docs/metrics.md §7). */
const BAD_COUNTS = [
  "late",
  "open_overdue",
  "handled_late",
  "middle_stages_late",
  "reopened",
  "not_on_time",
  "dissatisfied_or_late",
] as const;
const BASE_COUNTS = ["due", "middle_stages_due", "handled", "with_deadline", "received"] as const;

const Id = Type.String({ minLength: 1, maxLength: 100 });
const DateOnly = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$", description: "YYYY-MM-DD" });

const ScoringComponentSchema = Type.Object(
  {
    id: Id,
    name: LocalizedTextSchema,
    weight: Type.Number({ exclusiveMinimum: 0 }),
    bad: Type.Enum(BAD_COUNTS),
    base: Type.Enum(BASE_COUNTS),
  },
  strict,
);

/** scoring/<id>.json: how points are given. */
export const ScoringSchema = Type.Object(
  {
    id: Id,
    version: Type.Integer({ minimum: 1 }),
    name: LocalizedTextSchema,
    /** Whose rule it is: "ours, not the city's". */
    note: LocalizedTextSchema,
    /** Local dates, inclusive; null = still in force. */
    valid_from: DateOnly,
    valid_to: Type.Union([DateOnly, Type.Null()]),
    /** The one that counts where none is named; of those only one may be in force on any day. */
    is_default: Type.Boolean(),
    /** Due obligations below which a unit is listed without a rank. */
    minimum_volume: Type.Integer({ minimum: 0 }),
    /** What the weights add up to; 100 unless a rule that is another's counts otherwise. */
    points_in_all: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    components: Type.Array(ScoringComponentSchema, { minItems: 1 }),
  },
  strict,
);
export type Scoring = Static<typeof ScoringSchema>;
