import Type, { type Static } from "typebox";
import { OutcomeCountsSchema } from "../endpoints/figure-parts.ts";
import { Count, Instant, NullableNumber, Rate, strict } from "../primitives.ts";

/** Names of units: `city`, `block:ID`, an agency's id, `ward:CODE`, `district:NAME`, `category:CODE`, `channel:ID`. */
const QuantilesSchema = Type.Object({ median: NullableNumber, p90: NullableNumber }, strict);

/** The figures of one unit in one period, rounded once: rates to 6 decimals, minutes and means to 2. */
const UnitFiguresSchema = Type.Object(
  {
    ...OutcomeCountsSchema.properties,
    late: Count,
    due: Count,
    late_rate: Rate,
    on_time_rate: Rate,
    closed_share: Rate,
    ever_handled: Count,
    reopened: Count,
    reopen_rate: Rate,
    middle_stages_due: Count,
    middle_stages_late: Count,
    dissatisfied_or_late: Count,
    /** Minutes from received (or assigned) to handled, by the clock and in office hours. */
    handling: Type.Object({ clock: QuantilesSchema, working: QuantilesSchema }, strict),
    /** By id of the stage. */
    stages: Type.Array(
      Type.Object({ stage: Type.String(), due: Count, late: Count, compliance: Rate }, strict),
    ),
    ratings: Type.Object({ count: Count, mean: NullableNumber }, strict),
    estimates: Type.Object({ count: Count, kept: Count, kept_rate: Rate }, strict),
    /** The second reading: without what had been rejected or merged by the cut-off. */
    without_rejected_merged: Type.Object(OutcomeCountsSchema.properties, strict),
  },
  strict,
);
export type UnitFigures = Static<typeof UnitFiguresSchema>;

/** What a closed period consists of, and what its hash is taken over. */
export const PeriodFiguresSchema = Type.Object(
  {
    period: Type.String(),
    kind: Type.String(),
    from: Instant,
    to: Instant,
    cut_off: Instant,
    units: Type.Record(Type.String(), UnitFiguresSchema),
  },
  strict,
);
export type PeriodFigures = Static<typeof PeriodFiguresSchema>;

const FigureValue = Type.Union([Type.Number(), Type.Null()]);

/** One figure of one unit that a revision changed; null where there was or is none. */
export const FigureChangeSchema = Type.Object(
  {
    unit: Type.String(),
    /** Path of the figure: "handled_late", "handling.clock.median", "stages.verify.due". */
    figure: Type.String(),
    before: FigureValue,
    after: FigureValue,
  },
  strict,
);
export type FigureChange = Static<typeof FigureChangeSchema>;
