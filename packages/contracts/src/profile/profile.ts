import Type, { type Static } from "typebox";
import { COMPLEXITIES, EVENT_KINDS } from "../event/event.ts";
import { LocalizedTextSchema, strict } from "../primitives.ts";
import { type Open311Feed, sourceWords } from "./feed.ts";
import type { IncidentFamily } from "./incident-family.ts";
import { ObjectionRulesSchema } from "./objection-rules.ts";
import type { Scoring } from "./scoring.ts";

/** The files of profiles/<city>. Every object refuses unknown fields: a typing error is an error. */
const Id = Type.String({ minLength: 1, maxLength: 100 });
const DateOnly = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$", description: "YYYY-MM-DD" });
const TimeOfDay = Type.String({ pattern: "^([01]\\d|2[0-3]):[0-5]\\d$", description: "HH:MM local" });

const StageRuleSchema = Type.Object(
  {
    stage: Id,
    name: LocalizedTextSchema,
    /** Null only with unit `source`: the source itself gives the due. */
    limit: Type.Union([Type.Number({ exclusiveMinimum: 0 }), Type.Null()]),
    unit: Type.Union([
      Type.Literal("hours"),
      Type.Literal("working_days"),
      Type.Literal("working_hours"),
      Type.Literal("source"),
    ]),
    start: Type.Union([
      Type.Object({ event: Type.Union([Type.Literal("received"), Type.Literal("assigned")]) }, strict),
      /** From when that stage was done, but no later than when it was due. */
      Type.Object({ after: Id }, strict),
    ]),
    done_by: Type.Array(Type.Enum(EVENT_KINDS), { minItems: 1 }),
  },
  strict,
);
export type StageRule = Static<typeof StageRuleSchema>;

const PolicyRuleSchema = Type.Object(
  {
    field_group: Id,
    complexities: Type.Array(Type.Enum(COMPLEXITIES), { minItems: 1 }),
    /** In order; the last one ends the obligation. */
    stages: Type.Array(StageRuleSchema, { minItems: 1 }),
  },
  strict,
);
export type PolicyRule = Static<typeof PolicyRuleSchema>;

/** A decision in force for a time, as data (docs/metrics.md §3). */
export const PolicySchema = Type.Object(
  {
    id: Id,
    decision: Type.Object({ number: Id, issued_on: DateOnly, title: LocalizedTextSchema }, strict),
    /** Local dates, inclusive; null = still in force. */
    valid_from: DateOnly,
    valid_to: Type.Union([DateOnly, Type.Null()]),
    source: Type.String({ minLength: 1 }),
    note: Type.Optional(Type.String()),
    pause_allowed: Type.Boolean(),
    extension_allowed: Type.Boolean(),
    rules: Type.Array(PolicyRuleSchema, { minItems: 1 }),
  },
  strict,
);
export type Policy = Static<typeof PolicySchema>;

export const CalendarDaySchema = Type.Object(
  {
    date: DateOnly,
    name: Type.String({ minLength: 1 }),
    kind: Type.Union([Type.Literal("holiday"), Type.Literal("make_up_workday")]),
  },
  strict,
);
export type CalendarDay = Static<typeof CalendarDaySchema>;

/** calendars/<id>.json; its days come from the CSV it names. */
export const CalendarFileSchema = Type.Object(
  {
    id: Id,
    name: LocalizedTextSchema,
    /** Range the day list covers, inclusive; a date outside it is an error. */
    from: DateOnly,
    to: DateOnly,
    /** Weekdays worked, ISO 1 (Monday) .. 7. */
    workweek: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { minItems: 1 }),
    /** Office hours of a working day, in order; the last `to` is the end of office hours. */
    office_hours: Type.Array(Type.Object({ from: TimeOfDay, to: TimeOfDay }, strict), { minItems: 1 }),
    days_file: Type.String({ minLength: 1 }),
    source: Type.String({ minLength: 1 }),
  },
  strict,
);
export interface CalendarDefinition extends Omit<Static<typeof CalendarFileSchema>, "days_file"> {
  time_zone: string;
  days: CalendarDay[];
}

export const BlockSchema = Type.Object(
  {
    id: Id,
    name: LocalizedTextSchema,
    short_name: LocalizedTextSchema,
    /** Share 0..1 that late_rate must stay below; null = watched without a target. */
    late_rate_target: Type.Union([Type.Number({ minimum: 0, maximum: 1 }), Type.Null()]),
    calendar: Id,
  },
  strict,
);
export type Block = Static<typeof BlockSchema>;

export const ChannelSchema = Type.Object({ id: Id, name: LocalizedTextSchema }, strict);
export type Channel = Static<typeof ChannelSchema>;

export const FieldGroupSchema = Type.Object({ id: Id, name: LocalizedTextSchema }, strict);
export type FieldGroup = Static<typeof FieldGroupSchema>;

export const CategorySchema = Type.Object(
  {
    service_code: Id,
    name: LocalizedTextSchema,
    field_group: Id,
    /** Left out of public maps. */
    sensitive: Type.Boolean(),
  },
  strict,
);
export type Category = Static<typeof CategorySchema>;

export const AgencySchema = Type.Object(
  {
    id: Id,
    name: Type.String({ minLength: 1 }),
    /** For the wall: at most 26 characters, never cut on screen. */
    short_name: Type.String({ minLength: 1, maxLength: 26 }),
    block: Id,
    /** The ward it serves, "" for a city-wide agency. */
    ward_code: Type.String(),
  },
  strict,
);
export type Agency = Static<typeof AgencySchema>;

export const WardSchema = Type.Object(
  {
    code: Id,
    name: Type.String({ minLength: 1 }),
    /** With its kind as abbreviated on screen: "P. Bến Thành", "X. Bình Chánh". */
    short_name: Type.String({ minLength: 1 }),
    kind: Id,
    lat: Type.Number(),
    long: Type.Number(),
    area_km2: Type.Number({ exclusiveMinimum: 0 }),
    /** Former district-level units it was made from, in order of the crosswalk. */
    former_districts: Type.Array(Type.String()),
    valid_from: DateOnly,
    valid_to: Type.Union([DateOnly, Type.Null()]),
  },
  strict,
);
export type Ward = Static<typeof WardSchema>;

/** From the largest to the smallest. */
const UNIT_LEVELS = ["province", "district", "ward"] as const;

/**
 * An administrative unit of an earlier epoch. Reforms use codes again (25747 was another ward before July
 * 2025), hence a unit is level, code and first day, and its id spells these out: "ward:25747@2025-01-01".
 * Units of the profile's present epoch are named by their plain codes.
 */
export const FormerUnitSchema = Type.Object(
  {
    id: Type.String({ pattern: "^(province|district|ward):[^:@]+@\\d{4}-\\d{2}-\\d{2}$" }),
    code: Id,
    level: Type.Enum(UNIT_LEVELS),
    name: Type.String({ minLength: 1 }),
    short_name: Type.String({ minLength: 1 }),
    /** Id of the unit it lay in; "" for the largest. */
    parent: Type.String(),
    /** From when the list is known to hold; the unit itself may be older. */
    valid_from: DateOnly,
    valid_to: DateOnly,
  },
  strict,
);
export type FormerUnit = Static<typeof FormerUnitSchema>;

/** What became of a former unit: all of it or a part of it went into that ward. */
export const CrosswalkRowSchema = Type.Object(
  {
    former_unit: Id,
    ward_code: Id,
    share: Type.Union([Type.Literal("full"), Type.Literal("partial")]),
  },
  strict,
);
export type CrosswalkRow = Static<typeof CrosswalkRowSchema>;

const BoundsSchema = Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number()], {
  description: "west, south, east, north in degrees",
});

/** Encodings of CSV files, by the names of the WHATWG Encoding Standard. */
export const CSV_ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "windows-1252", "windows-1258"] as const;

/** Where a CSV of a foreign shape has what an event needs, and what its words mean. */
export const CsvFormatSchema = Type.Object(
  {
    id: Id,
    source: Type.String({ minLength: 1 }),
    time_pattern: Type.String({
      minLength: 1,
      description:
        "Luxon pattern; without a zone in it times are the city's local ones. X and x: seconds and milliseconds since 1970",
    }),
    delimiter: Type.Optional(Type.Enum([",", ";", "\t", "|"], { description: "Default ," })),
    encoding: Type.Optional(Type.Enum(CSV_ENCODINGS, { description: "Default utf-8" })),
    ...sourceWords,
    allow_missing_trailing: Type.Optional(
      Type.Boolean({ description: "Rows may leave out empty values at their end; default false" }),
    ),
    columns: Type.Object(
      {
        service_request_id: Id,
        requested_datetime: Id,
        expected_datetime: Type.Optional(Id),
        closed_datetime: Type.Optional(Id),
        status: Type.Optional(Id),
        /** When the source last changed the row: of two snapshots of a report the later one counts. */
        updated_datetime: Type.Optional(Id),
        service_code: Id,
        agency_responsible: Type.Optional(Id),
        channel: Type.Optional(Id),
        lat: Type.Optional(Id),
        long: Type.Optional(Id),
      },
      strict,
    ),
  },
  strict,
);
export type CsvFormat = Static<typeof CsvFormatSchema>;

/** The head and the foot of an official document: names in the city's own language, as law writes them. */
export const IssuerSchema = Type.Object(
  {
    /** Lines in capitals above the body that issues: "ỦY BAN NHÂN DÂN", "THÀNH PHỐ HỒ CHÍ MINH". */
    above: Type.Array(Type.String({ minLength: 1 })),
    body: Type.String({ minLength: 1 }),
    /** Behind the number that the registry gives: "PĐ-SKHCN". */
    symbol: Type.String({ minLength: 1 }),
    /** The state's name and its motto; left out where documents carry none. */
    state: Type.Optional(Type.Object({ name: Type.String(), motto: Type.String() }, strict)),
    place: Type.String({ minLength: 1 }),
    signer: Type.String({ minLength: 1 }),
    /** Who gets each document beside the unit it is about. */
    recipients: Type.Array(Type.String({ minLength: 1 })),
    /** Of the city's report in place of `symbol` and `recipients`; without it the report has those of scorecards. */
    report: Type.Optional(
      Type.Object(
        { symbol: Type.String({ minLength: 1 }), recipients: Type.Array(Type.String({ minLength: 1 })) },
        strict,
      ),
    ),
  },
  strict,
);

/** profile.json: what is not a list of its own. */
export const ProfileFileSchema = Type.Object(
  {
    id: Id,
    name: LocalizedTextSchema,
    /** Name of the report line: "Cổng 1022". */
    line_name: LocalizedTextSchema,
    time_zone: Type.String({ minLength: 1 }),
    /** BCP 47 tag: the language of the city's own names, and the order its alphabet puts them in. */
    locale: Type.String({ minLength: 2 }),
    /** What its units are called after a number: "wards, communes and a special zone". */
    unit_noun: LocalizedTextSchema,
    /** By which clients of Open311 name the city: its domain; left out where one server has one city and needs none. */
    jurisdiction_id: Type.Optional(Id),
    /** Share 0..1 of obligations due that must be handled in time, for the city as a whole. */
    on_time_target: Type.Object({ value: Type.Number(), source: Type.String() }, strict),
    /** Fewer due in a window: a unit is then neither ranked nor coloured (docs/metrics.md §9); 20 when left out. */
    minimum_due: Type.Optional(Type.Integer({ minimum: 1 })),
    map: Type.Object(
      {
        /** Fits the mainland, without far islands. */
        city_bounds: BoundsSchema,
        /** The dense centre, drawn beside it. */
        centre_bounds: BoundsSchema,
      },
      strict,
    ),
    /** Points that stand for "no location". */
    default_points: Type.Array(Type.Object({ lat: Type.Number(), long: Type.Number() }, strict)),
    /** Kinds of reporting period; the first is the default. */
    periods: Type.Array(
      Type.Object(
        {
          kind: Type.Union([Type.Literal("official"), Type.Literal("calendar")]),
          name: LocalizedTextSchema,
          /** Day of month and local time at which a period starts. */
          day: Type.Integer({ minimum: 1, maximum: 28 }),
          time: TimeOfDay,
        },
        strict,
      ),
      { minItems: 1 },
    ),
    /** How offices may object to late findings (docs/metrics.md §6); without it they cannot. */
    objections: Type.Optional(ObjectionRulesSchema),
    /** Whose documents scorecards and reports are; without it they carry the city's name alone. */
    issuer: Type.Optional(IssuerSchema),
    unknown_service_code: Id,
    unknown_agency: Id,
  },
  strict,
);
export type ProfileFile = Static<typeof ProfileFileSchema>;

/** A city as data, read and cross-checked by packages/profile. */
export interface Profile extends ProfileFile {
  blocks: Block[];
  channels: Channel[];
  field_groups: FieldGroup[];
  categories: Category[];
  agencies: Agency[];
  wards: Ward[];
  /** Units of earlier epochs; empty where the profile has none. */
  former_units: FormerUnit[];
  crosswalk: CrosswalkRow[];
  policies: Policy[];
  calendars: CalendarDefinition[];
  formats: CsvFormat[];
  feeds: Open311Feed[];
  /** How points are given (docs/metrics.md §7); empty where the profile ranks nothing. */
  scorings: Scoring[];
  /** Which reports can tell of one happening; empty where the profile finds no incidents. */
  incident_families: IncidentFamily[];
}
