import Type, { type Static } from "typebox";
import { Count, Instant, NullableInstant, strict } from "../../primitives.ts";
import { PeriodBasisSchema } from "../../records/period-act.ts";
import { FigureChangeSchema } from "../../records/period-figures.ts";
import { endpoint, json } from "../endpoint.ts";
import {
  ClosingBlockSchema,
  kindQuery,
  PeriodName,
  periodFacts,
  revisionQuery,
  UnitCountsSchema,
} from "./period-parts.ts";

/** Periods and their closing: what speaks against it, what was fixed, published and corrected. */

const RevisionSchema = Type.Object({
  revision: Type.Integer({ minimum: 1 }),
  /** When its figures were fixed; the first revision is the freezing. */
  recorded_at: Instant,
  known_at: Instant,
  hash: Type.String(),
  /** "" for the first. */
  reason: Type.String(),
  /** Units whose figures it changed. */
  changed_units: Count,
});

const closing = {
  ...periodFacts,
  published_at: NullableInstant,
  /** What speaks against closing a draft whose cut-off has passed; empty otherwise. */
  blocked_by: Type.Array(ClosingBlockSchema),
  /** Oldest first. */
  revisions: Type.Array(RevisionSchema),
};

/**
 * `city` holds the figures of the whole city: those fixed for a closed period; null where they are not public yet, and
 * for a period that is not closed, whose own page measures them.
 */
export const ClosingsSchema = Type.Object({
  /** Newest first, from the one that runs to that of the first report. */
  periods: Type.Array(Type.Object({ ...closing, city: Type.Union([UnitCountsSchema, Type.Null()]) })),
});
export type Closings = Static<typeof ClosingsSchema>;

export const ClosingSchema = Type.Object({
  ...closing,
  /** Of this moment the figures are: the cut-off, or now while the period runs. */
  as_of: Instant,
  city: Type.Union([UnitCountsSchema, Type.Null()]),
  /** What the revision rests on beside the events; null until figures are fixed. */
  basis: Type.Union([PeriodBasisSchema, Type.Null()]),
  /** Every figure that the revision changed against the one before. */
  diff: Type.Array(FigureChangeSchema),
  /** What the city's report says of the revision beside its figures; null while nothing is written. */
  remark: Type.Union([Type.Object({ text: Type.String(), recorded_at: Instant }), Type.Null()]),
});
export type Closing = Static<typeof ClosingSchema>;

/** What a recomputation of the newest revision from the events alone came to. */
const VerificationSchema = Type.Object({
  ...periodFacts,
  figures_hash_recomputed: Type.String(),
  equal: Type.Boolean(),
  diff: Type.Array(FigureChangeSchema),
});

const closingParams = Type.Object({ period: PeriodName }, strict);
const kind = Type.Object(kindQuery, strict);
const Reason = Type.String({ minLength: 1, maxLength: 2000, pattern: "\\S" });
export const MOST_REMARKED = 10_000;
const Remark = Type.String({ minLength: 1, maxLength: MOST_REMARKED, pattern: "\\S" });

const FreezeSchema = Type.Object(
  {
    despite_blocks: Type.Optional(
      Type.Boolean({ description: "True freezes in spite of what speaks against it, which is kept" }),
    ),
  },
  strict,
);

export const closingEndpoints = {
  closings: endpoint({
    method: "GET",
    path: "/closings",
    tag: "periods",
    summary: "Periods, newest first: state, revisions, hash, and what speaks against closing",
    query: kind,
    answer: json(ClosingsSchema),
    scope: "period_figures",
    cache: "no-store",
  }),
  closing: endpoint({
    method: "GET",
    path: "/closings/:period",
    tag: "periods",
    summary: "One period with what its revision changed",
    params: closingParams,
    query: Type.Object({ ...kindQuery, ...revisionQuery }, strict),
    answer: json(ClosingSchema),
    scope: "period_figures",
    cache: "no-store",
  }),
  closing_verification: endpoint({
    method: "GET",
    path: "/closings/:period/verification",
    tag: "periods",
    summary: "The newest revision computed again from its events",
    params: closingParams,
    query: kind,
    answer: json(VerificationSchema),
    scope: "closings:write",
    cache: "no-store",
  }),
  freeze: endpoint({
    method: "POST",
    path: "/closings/:period/freeze",
    tag: "periods",
    summary: "Fixes the figures of a period after its cut-off",
    params: closingParams,
    query: kind,
    body: FreezeSchema,
    answer: json(ClosingSchema),
    scope: "closings:write",
    cache: "no-store",
  }),
  publish: endpoint({
    method: "POST",
    path: "/closings/:period/publish",
    tag: "periods",
    summary: "Makes frozen figures public",
    params: closingParams,
    query: kind,
    body: Type.Object({}, strict),
    answer: json(ClosingSchema),
    scope: "closings:write",
    cache: "no-store",
  }),
  revise: endpoint({
    method: "POST",
    path: "/closings/:period/revise",
    tag: "periods",
    summary: "Judges a closed period again by what is known now: a further revision with its reason",
    params: closingParams,
    query: kind,
    body: Type.Object({ reason: Reason }, strict),
    answer: json(ClosingSchema),
    scope: "closings:write",
    cache: "no-store",
  }),
  remark: endpoint({
    method: "POST",
    path: "/closings/:period/remark",
    tag: "periods",
    summary: "What the city's report says of the newest revision beside its figures, before it is public",
    params: closingParams,
    query: kind,
    body: Type.Object({ text: Remark }, strict),
    answer: json(ClosingSchema),
    scope: "closings:write",
    cache: "no-store",
  }),
};
