import Type, { type Static } from "typebox";
import {
  Count,
  clockStamp,
  Instant,
  LocalizedTextSchema,
  NullableInstant,
  Rate,
  strict,
} from "../../primitives.ts";
import { endpoint, json } from "../endpoint.ts";
import { OUTCOMES } from "../figure-parts.ts";
import { PeriodName } from "../periods/period-parts.ts";

/**
 * What is public: fixed months without filters, small groups told together only, and one report by its number. The same
 * figures in every format, from one place (docs/security.md, "Open data").
 */

/** Of a group: a rate only with 30 due or more. */
const groupFigures = { received: Count, due: Count, late: Count, on_time_rate: Rate };

const PublicGroupSchema = Type.Object({
  id: Type.String({ description: "Code of a ward or of a field" }),
  name: LocalizedTextSchema,
  ...groupFigures,
});
export type PublicGroup = Static<typeof PublicGroupSchema>;

const PublicTableSchema = Type.Object({
  groups: Type.Array(PublicGroupSchema, { description: "Most reports first; none with fewer than 8" }),
  rest: Type.Object(
    { groups: Count, received: Count },
    { description: "The groups that are not told by themselves, together" },
  ),
});
export type PublicTable = Static<typeof PublicTableSchema>;

const PUBLIC_STATES = ["running", "published"] as const;

const monthFacts = {
  period: PeriodName,
  state: Type.Enum(PUBLIC_STATES, { description: "Figures of a month that runs are provisional" }),
  revision: Type.Integer({ minimum: 0, description: "0 while it runs" }),
  from: Instant,
  to: Type.String({ format: "date-time", description: "Exclusive" }),
};

export const PublicMonthsSchema = Type.Object({
  ...clockStamp,
  city: LocalizedTextSchema,
  line: LocalizedTextSchema,
  time_zone: Type.String(),
  /** Newest first: the one that runs, and those published. */
  months: Type.Array(Type.Object(monthFacts)),
});
export type PublicMonths = Static<typeof PublicMonthsSchema>;

export const PublicMonthSchema = Type.Object({
  ...clockStamp,
  ...monthFacts,
  /** The cut-off of a published month; of one that runs, the moment until which things are told. */
  as_of: Instant,
  simulated: Type.Boolean(),
  city: Type.Object(groupFigures),
  fields: PublicTableSchema,
  wards: Type.Union([PublicTableSchema, Type.Null()], {
    description: "Null while the month runs: the month less its beginning would tell of few reports",
  }),
});
export type PublicMonth = Static<typeof PublicMonthSchema>;

export const PublicReportSchema = Type.Object({
  service_request_id: Type.String(),
  as_of: Instant,
  simulated: Type.Boolean(),
  field: LocalizedTextSchema,
  received: Instant,
  due: NullableInstant,
  finished: NullableInstant,
  outcome: Type.Enum(OUTCOMES),
  /** Agencies that have or had it, in the order in which they were assigned. */
  agencies: Type.Array(Type.String()),
  steps: Type.Array(Type.Object({ name: LocalizedTextSchema, due: NullableInstant, done: NullableInstant })),
});
export type PublicReport = Static<typeof PublicReportSchema>;

const monthParams = Type.Object({ period: PeriodName }, strict);
export const PUBLIC_TABLES = ["fields", "wards"] as const;
export type PublicTableName = (typeof PUBLIC_TABLES)[number];

export const openDataEndpoints = {
  public_months: endpoint({
    method: "GET",
    path: "/public/months",
    tag: "open_data",
    summary: "The months that are public",
    answer: json(PublicMonthsSchema),
    scope: "open_data",
    cache: "public, no-cache",
  }),
  public_month: endpoint({
    method: "GET",
    path: "/public/months/:period",
    tag: "open_data",
    summary: "A month of the city, by field and by ward",
    params: monthParams,
    answer: json(PublicMonthSchema),
    scope: "open_data",
    cache: "public, no-cache",
  }),
  public_month_file: endpoint({
    method: "GET",
    path: "/public/months/:period/file",
    tag: "open_data",
    summary: "The same as CSV",
    params: monthParams,
    query: Type.Object({ table: Type.Enum(PUBLIC_TABLES) }, strict),
    answer: {
      kind: "media",
      media_type: "text/csv",
      description: "UTF-8: id, name, received, due, late, on_time_rate; the last row is the rest",
      schema: Type.String(),
    },
    scope: "open_data",
    cache: "public, no-cache",
  }),
  public_report: endpoint({
    method: "GET",
    path: "/public/reports/:id",
    tag: "open_data",
    summary: "One report by its number: its steps, its due and what became of it",
    params: Type.Object({ id: Type.String({ minLength: 1, maxLength: 200 }) }, strict),
    answer: json(PublicReportSchema),
    scope: "open_data",
    cache: "public, no-cache",
  }),
  public_catalog: endpoint({
    method: "GET",
    path: "/public/catalog",
    tag: "open_data",
    summary: "What is public, as a catalogue of DCAT 3 in JSON-LD",
    answer: {
      kind: "media",
      media_type: "application/ld+json",
      description: "A dcat:Catalog with a dataset for each published month",
      schema: Type.Object({}),
    },
    scope: "open_data",
    cache: "public, no-cache",
  }),
};
