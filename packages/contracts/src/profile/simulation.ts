import Type, { type Static } from "typebox";
import { strict } from "../primitives.ts";

/** CloudEvents `source` of every simulated event: the fold marks their reports as simulated. */
export const SIMULATOR_SOURCE = "urn:toancanh:simulator";

/** profiles/<city>/simulation.json. Every object refuses unknown fields: a typing error is an error. */
const Id = Type.String({ minLength: 1, maxLength: 100 });
const Rate = Type.Number({ minimum: 0, maximum: 1 });
const Weight = Type.Number({ minimum: 0 });
const Positive = Type.Number({ exclusiveMinimum: 0 });
const Reason = Type.String({ minLength: 1, maxLength: 100 });
/** Where a number comes from: what was published, or that it is ours. */
const note = { note: Type.Optional(Type.String({ minLength: 1 })) };

const RangeSchema = Type.Object(
  { min: Type.Number({ minimum: 0 }), max: Type.Number({ minimum: 0 }) },
  strict,
);

/** A duration drawn log-normally: half are shorter than the median; sigma is that of the logarithm. */
const SpreadSchema = Type.Object({ median: Positive, sigma: Type.Number({ minimum: 0 }), ...note }, strict);

const VolumeSchema = Type.Object(
  {
    /** City-wide mean on an ordinary day at the reference date, rain not counted. */
    reports_per_day: Positive,
    reference_date: Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" }),
    /** 0.04 = 4 % more each year, kept inside `level`. */
    yearly_growth: Type.Number({ minimum: -0.9, maximum: 10 }),
    level: RangeSchema,
    /** January to December, relative. */
    months: Type.Array(Weight, { minItems: 12, maxItems: 12 }),
    ...note,
  },
  strict,
);

const RhythmSchema = Type.Object(
  {
    id: Id,
    /** Relative weight of the local hours 0..23. */
    hours: Type.Array(Weight, { minItems: 24, maxItems: 24 }),
    /** Relative weight of Monday..Sunday. */
    weekdays: Type.Array(Weight, { minItems: 7, maxItems: 7 }),
    /** Weight of a public holiday, on the scale of `weekdays`. */
    holiday: Weight,
    ...note,
  },
  strict,
);

/** Who gets a report: one agency, the office of its ward in a block, or the holder of its area. */
const RouteTargetSchema = Type.Union([
  Type.Object({ agency: Id }, strict),
  Type.Object({ ward_office: Type.String({ minLength: 1, description: "Id of a block" }) }, strict),
  Type.Object({ area: Type.String({ minLength: 1, description: "Id of an area table" }) }, strict),
]);
export type RouteTarget = Static<typeof RouteTargetSchema>;

const AreaTableSchema = Type.Object(
  {
    id: Id,
    /** Agency of the wards no member names. */
    default: Id,
    members: Type.Array(
      Type.Object(
        {
          agency: Id,
          former_districts: Type.Array(Type.String({ minLength: 1 })),
          /** Codes of wards that leave their district's holder for this one. */
          wards: Type.Optional(Type.Array(Id)),
        },
        strict,
      ),
    ),
    ...note,
  },
  strict,
);

/** How long an answer takes where the limit is in working days. */
const PaceSchema = Type.Object(
  {
    id: Id,
    /** Counted in office hours, or day and night. */
    clock: Type.Union([Type.Literal("office"), Type.Literal("elapsed")]),
    /** Of answers in office hours: share that is given day and night all the same. */
    off_hours_rate: Rate,
    median_hours: Positive,
    sigma: Type.Number({ minimum: 0 }),
    ...note,
  },
  strict,
);
export type Pace = Static<typeof PaceSchema>;

const CategoryMixSchema = Type.Object(
  {
    service_code: Id,
    /** Relative to the other categories. */
    share: Weight,
    rhythm: Id,
    pace: Id,
    complexity: Type.Object(
      { normal: Weight, complex: Type.Optional(Weight), coordinated: Type.Optional(Weight) },
      strict,
    ),
    /** Relative weight of the urgency levels 1, 2, 3, … */
    urgency: Type.Array(Weight, { minItems: 1, maxItems: 9 }),
    routes: Type.Array(Type.Object({ weight: Weight, to: RouteTargetSchema }, strict), { minItems: 1 }),
    /** Who may be sent the same report at the same time. */
    partners: Type.Optional(Type.Array(RouteTargetSchema)),
    ...note,
  },
  strict,
);
export type CategoryMix = Static<typeof CategoryMixSchema>;

const PlacesSchema = Type.Object(
  {
    /** Reports without coordinates. */
    unlocated_rate: Rate,
    /** Population-like weight by ward code. */
    wards: Type.Record(Type.String(), Weight),
    wards_note: Type.String({ minLength: 1 }),
    /** Log-normal unevenness inside a ward: of its quarters (cells of that resolution) and its streets. */
    unevenness: Type.Object(
      { resolution: Type.Integer({ minimum: 0, maximum: 10 }), quarter: Weight, street: Weight },
      strict,
    ),
    hot_spots: Type.Array(
      Type.Object(
        {
          ward_code: Id,
          lat: Type.Number({ minimum: -90, maximum: 90 }),
          long: Type.Number({ minimum: -180, maximum: 180 }),
          radius_m: Positive,
          /** Density at its centre, as multiple of the ward's own. */
          boost: Weight,
          ...note,
        },
        strict,
      ),
    ),
  },
  strict,
);

/** Share of an agency's work that is late: drawn once per agency from its block's range. */
const SkillSchema = Type.Object({ block: Id, late: RangeSchema, ...note }, strict);

const LatenessSchema = Type.Object(
  {
    /** No agency is later than that, however bad its spell. */
    worst: Rate,
    skills: Type.Array(SkillSchema),
    /** Agencies known to be better or worse than their block. */
    agencies: Type.Array(Type.Object({ agency: Id, late: Rate, ...note }, strict)),
    /** Slow waves and bad spells by which agencies move against each other. */
    drift: Type.Object(
      {
        amplitude: Weight,
        period_days: RangeSchema,
        spell_days: Positive,
        spell_rate: Rate,
        spell_factor: Positive,
        ...note,
      },
      strict,
    ),
    /** Hours past the due of late work, where the limit is in hours and where it is in working days. */
    hours_after_due: Type.Object({ hours: SpreadSchema, working: SpreadSchema }, strict),
    /** A late last stage is late from its first stage on. */
    earlier_stage_late_rate: Rate,
    /** First stage late though the last was kept. */
    only_first_late_rate: Rate,
    /** Of late work: never finished. */
    abandoned_rate: Rate,
    ...note,
  },
  strict,
);

/** How long the steps take that no policy limits; hours unless said otherwise. */
const StepsSchema = Type.Object(
  {
    classify_minutes: SpreadSchema,
    assign_minutes: SpreadSchema,
    accept_minutes: SpreadSchema,
    /** Share of a stage limited in hours that work in time takes. */
    stage_share: SpreadSchema,
    return_minutes: SpreadSchema,
    respond_after: SpreadSchema,
    close_after: SpreadSchema,
    rate_after: SpreadSchema,
    reopen_after: SpreadSchema,
    /** Shares of handled reports with an answer after the repair, a formal closing, a site check. */
    respond_rate: Rate,
    close_rate: Rate,
    check_rate: Rate,
    /** Longest life of a report, days; what would happen later does not happen. */
    longest_life_days: Positive,
  },
  strict,
);

const CaseSchema = Type.Object({ rate: Rate, reasons: Type.Array(Reason, { minItems: 1 }), ...note }, strict);
const OddCaseSchema = Type.Object({ rate: Rate, ...note }, strict);

const IrregularitiesSchema = Type.Object(
  {
    rejected: Type.Array(Type.Object({ reason: Reason, rate: Rate, ...note }, strict)),
    merged: OddCaseSchema,
    corrected: OddCaseSchema,
    redacted: CaseSchema,
    returned: CaseSchema,
    reassigned: CaseSchema,
    /** Of the reports of categories with partners. */
    parallel: OddCaseSchema,
    /** Of normal reports whose group knows complex ones. */
    complexity_changed: OddCaseSchema,
    /** Granted before the due. */
    extended: OddCaseSchema,
    /** Of late work: asked for only after the due. */
    extended_too_late: OddCaseSchema,
    /** Of late or complex work. */
    estimated: Type.Object({ rate: Rate, kept_rate: Rate, ...note }, strict),
    paused: CaseSchema,
    reopened: CaseSchema,
  },
  strict,
);

const RainSchema = Type.Object(
  {
    /** Months 1..12 of the rainy season. */
    months: Type.Array(Type.Integer({ minimum: 1, maximum: 12 })),
    storms_per_day: Weight,
    /** Relative weight of the local hours 0..23 in which a storm begins. */
    start_hours: Type.Array(Weight, { minItems: 24, maxItems: 24 }),
    duration_hours: RangeSchema,
    wards: RangeSchema,
    reports: SpreadSchema,
    /** Points in a ward around which its reports lie, and how far. */
    spots_per_ward: Type.Integer({ minimum: 1 }),
    spot_radius_m: Positive,
    categories: Type.Array(Type.Object({ service_code: Id, weight: Weight }, strict), { minItems: 1 }),
    /** Factor on a ward's weight as the centre of a storm, by ward code. */
    prone_wards: Type.Record(Type.String(), Weight),
    merged_rate: Rate,
    late_factor: Positive,
    ...note,
  },
  strict,
);
export type RainSettings = Static<typeof RainSchema>;

/** Everything city-specific of the simulator; calibrated figures cite what they were taken from. */
export const SimulationSettingsSchema = Type.Object(
  {
    /** First part of every service_request_id. */
    id_prefix: Type.String({ minLength: 1, maxLength: 20 }),
    note: Type.String({ minLength: 1 }),
    volume: VolumeSchema,
    /** Calendar whose holidays are those of the rhythms. */
    holiday_calendar: Id,
    rhythms: Type.Array(RhythmSchema, { minItems: 1 }),
    paces: Type.Array(PaceSchema, { minItems: 1 }),
    channels: Type.Array(Type.Object({ channel: Id, share: Weight, rating_rate: Rate, ...note }, strict), {
      minItems: 1,
    }),
    categories: Type.Array(CategoryMixSchema, { minItems: 1 }),
    areas: Type.Array(AreaTableSchema),
    places: PlacesSchema,
    lateness: LatenessSchema,
    steps: StepsSchema,
    /** Weights of the ratings 1..5 of a report handled in time, and late. */
    ratings: Type.Object(
      {
        on_time: Type.Array(Weight, { minItems: 5, maxItems: 5 }),
        late: Type.Array(Weight, { minItems: 5, maxItems: 5 }),
        ...note,
      },
      strict,
    ),
    irregularities: IrregularitiesSchema,
    rain: RainSchema,
  },
  strict,
);
export type SimulationSettings = Static<typeof SimulationSettingsSchema>;
