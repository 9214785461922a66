import Type, { type Static } from "typebox";
import { Count, Instant, LocalizedTextSchema, NullableInstant, strict } from "../../primitives.ts";
import { OBJECTION_STATES } from "../../records/objection.ts";
import { endpoint, json } from "../endpoint.ts";
import { OUTCOMES } from "../figure-parts.ts";
import { PeriodName } from "./period-parts.ts";

/** Objections of offices to late findings, and what the department decided. */

export const MOST_OBJECTED = 2000;
const Said = Type.String({ minLength: 1, maxLength: MOST_OBJECTED, pattern: "\\S" });
const ReportId = Type.String({ minLength: 1, maxLength: 200 });

const ObjectionSchema = Type.Object({
  id: Type.String(),
  state: Type.Enum(OBJECTION_STATES),
  period: PeriodName,
  kind: Type.String(),
  service_request_id: Type.String(),
  agency: Type.String(),
  turn: Count,
  reason: LocalizedTextSchema,
  text: Type.String(),
  filed: Instant,
  /** "" while it is open. */
  ground: Type.String(),
  decided: NullableInstant,
  /** Revision of the period that counts the decision; null while none does. */
  counted_in: Type.Union([Count, Type.Null()]),
  /** All of them, oldest first. */
  versions: Type.Array(
    Type.Object({
      version: Count,
      state: Type.Enum(OBJECTION_STATES),
      recorded: Instant,
      ground: Type.String(),
    }),
  ),
});
export type Objection = Static<typeof ObjectionSchema>;

/** What of one report can be objected to, and until when. */
const FilingSchema = Type.Object({
  period: PeriodName,
  kind: Type.String(),
  is_open: Type.Boolean(),
  /** Null: until the period is frozen. */
  until: NullableInstant,
  /** Late findings of the caller's units without an objection. */
  late: Type.Array(
    Type.Object({
      agency: Type.String(),
      turn: Count,
      outcome: Type.Enum(OUTCOMES),
      due: Instant,
      finished: NullableInstant,
    }),
  ),
});
export type ObjectionFiling = Static<typeof FilingSchema>;

const ObjectionsSchema = Type.Object({
  /** Why an office can object; empty where the city takes no objections. */
  reasons: Type.Array(Type.Object({ id: Type.String(), name: LocalizedTextSchema })),
  /** Those open first, the longest waiting first; then the newest decisions. */
  rows: Type.Array(ObjectionSchema),
  /** Of the report asked for; null without one, and for one that is of no period or not judged yet. */
  filing: Type.Union([FilingSchema, Type.Null()]),
});
export type Objections = Static<typeof ObjectionsSchema>;

export const objectionEndpoints = {
  objections: endpoint({
    method: "GET",
    path: "/objections",
    tag: "periods",
    summary: "Objections to late findings with what was decided; of one report also what can be objected to",
    query: Type.Object({ report: Type.Optional(ReportId) }, strict),
    answer: json(ObjectionsSchema),
    scope: "objections",
    cache: "no-store",
  }),
  file_objection: endpoint({
    method: "POST",
    path: "/objections",
    tag: "periods",
    summary: "An office objects to a late finding of one of its units",
    body: Type.Object(
      {
        report: ReportId,
        agency: Type.String({ minLength: 1, maxLength: 100 }),
        turn: Type.Integer({ minimum: 0 }),
        reason: Type.String({ minLength: 1, maxLength: 100, description: "One of `reasons`" }),
        text: Said,
      },
      strict,
    ),
    answer: json(ObjectionSchema),
    scope: "objections:file",
    cache: "no-store",
  }),
  decide_objection: endpoint({
    method: "POST",
    path: "/objections/:id/decision",
    tag: "periods",
    summary: "The department upholds or rejects an objection; a later decision stands beside the earlier one",
    params: Type.Object({ id: Type.String({ minLength: 1, maxLength: 40 }) }, strict),
    body: Type.Object({ decision: Type.Enum(["upheld", "rejected"]), ground: Said }, strict),
    answer: json(ObjectionSchema),
    scope: "objections:decide",
    cache: "no-store",
  }),
};
