import Type, { type Static } from "typebox";
import { Count, clockStamp, Instant, LocalizedTextSchema, NullableInstant, Rate } from "../../primitives.ts";
import { OutcomeCountsSchema } from "../figure-parts.ts";

/** What the endpoints of closed periods share. */

/** A period that has not ended runs; ended it is a draft until its figures are fixed (docs/metrics.md §6). */
export const PERIOD_STATES = ["running", "draft", "frozen", "published"] as const;
export type PeriodState = (typeof PERIOD_STATES)[number];

export const CLOSED_PERIOD_KINDS = ["official", "calendar"] as const;

export const PeriodName = Type.String({
  pattern: "^20\\d{2}-(0[1-9]|1[0-2])$",
  description:
    "The month in which it ends: official 2025-10 runs from 25 September to 25 October, 12:00 local",
});
const Kind = Type.Enum(CLOSED_PERIOD_KINDS, { description: "Default: the first kind of the city" });
const Revision = Type.Integer({ minimum: 1, maximum: 65_535, description: "Default: the newest" });

/** A kind of period, where the name stands in the path. */
export const kindQuery = { kind: Type.Optional(Kind) };
export const revisionQuery = { revision: Type.Optional(Revision) };

/** Query that names a period, and of a closed one its revision. */
export const periodQuery = { period: PeriodName, ...kindQuery, ...revisionQuery };

/** A document of a period, in one of several formats. */
export const FILE_ANSWER = {
  kind: "media" as const,
  media_type: "application/octet-stream",
  description: "The file, under the media type of its format",
  schema: Type.String({ format: "binary" }),
};

/** What is known of a period; `known_at` and `hash` are null until its figures are fixed. */
export const periodFacts = {
  ...clockStamp,
  period: PeriodName,
  kind: Type.Enum(CLOSED_PERIOD_KINDS),
  state: Type.Enum(PERIOD_STATES),
  revision: Type.Integer({ minimum: 0, description: "0 until its figures are fixed" }),
  from: Instant,
  to: Type.String({ format: "date-time", description: "Exclusive" }),
  cut_off: Instant,
  known_at: NullableInstant,
  hash: Type.Union([Type.String(), Type.Null()], { description: "SHA-256 over the figures" }),
};

/** Something that speaks against closing a period, and how much of it. */
export const ClosingBlockSchema = Type.Object({
  code: Type.String(),
  count: Count,
  text: LocalizedTextSchema,
});

export const UnitCountsSchema = Type.Object({
  ...OutcomeCountsSchema.properties,
  late: Count,
  due: Count,
  late_rate: Rate,
});
export type UnitCounts = Static<typeof UnitCountsSchema>;

export const IntervalSchema = Type.Union([Type.Tuple([Type.Number(), Type.Number()]), Type.Null()]);
