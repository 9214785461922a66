import Type, { type Static } from "typebox";
import { Count, Instant, LocalizedTextSchema, NullableInstant, stamp, strict } from "../primitives.ts";
import { INCIDENT_SIGNS } from "../profile/incident-family.ts";
import { endpoint, json } from "./endpoint.ts";

/** Incidents: several reports of one happening (docs/metrics.md §10). No incident hides a report or its due. */

const family = {
  /** Id in the profile's families. */
  family: Type.String(),
  name: LocalizedTextSchema,
  sign: Type.Enum(INCIDENT_SIGNS),
};

const held = {
  /** Of the open reports; of all where none is open. Most frequent first. */
  agency_responsible: Type.Array(Type.String()),
  /** Open past their due. */
  overdue: Count,
  due: Type.Union(NullableInstant.anyOf, { description: "Nearest of those open, past ones included" }),
};

const IncidentReportSchema = Type.Object({
  service_request_id: Type.String(),
  requested_datetime: Instant,
  lat: Type.Number(),
  long: Type.Number(),
  open: Type.Boolean(),
});

const IncidentSchema = Type.Object({
  id: Type.String({ description: "Family and first report: the same as long as these are known" }),
  ...family,
  state: Type.Enum(["active", "ended"], { description: "Active while any report of it is open" }),
  is_new: Type.Boolean({ description: "Known as an incident for less than 10 minutes" }),
  /** All reports of it, and those still open. */
  count: Count,
  open: Count,
  ...held,
  first: Instant,
  last: Instant,
  ended: NullableInstant,
  /** Most frequent first, as the cells. */
  ward_codes: Type.Array(Type.String()),
  cells: Type.Array(Type.String(), { description: "H3, resolution 10" }),
  centre: Type.Object({ lat: Type.Number(), long: Type.Number() }),
  radius_m: Type.Number({ description: "From the centre to the farthest report" }),
  extent_m: Type.Number({ description: "Between the two reports farthest from one another" }),
  chance: Type.Number({
    description: "That so many come within the family's radius and time by the local rate of that hour",
  }),
  reports: Type.Array(IncidentReportSchema, { description: "In order of receipt, the first in front" }),
});
export type IncidentRow = Static<typeof IncidentSchema>;

const FloodGroupSchema = Type.Object({
  id: Type.String(),
  ...family,
  ward_code: Type.String({ description: '"" for reports outside every ward' }),
  count: Count,
  ...held,
  reports: Type.Array(IncidentReportSchema),
});
export type FloodGroupRow = Static<typeof FloodGroupSchema>;

const FloodSchema = Type.Object({
  since: Instant,
  /** Open reports of the last 6 hours by family and ward: the five largest, overdue first, then by nearest due. */
  groups: Type.Array(FloodGroupSchema),
  other_groups: Count,
  other_reports: Count,
});

const IncidentsQuerySchema = Type.Object(
  {
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 500, description: "Most incidents listed, default 50" }),
    ),
  },
  strict,
);
export type IncidentsQuery = Static<typeof IncidentsQuerySchema>;

export const IncidentsSchema = Type.Object({
  ...stamp,
  window: Type.Object(
    { from: Instant, to: Instant },
    { description: "Of the receipt of the reports looked at: from the local midnight two days ago" },
  ),
  active: Count,
  /** Reports of the active incidents, those that ended included. */
  active_reports: Count,
  /** Active incidents by nearest due, overdue first; then those that ended within the last hour. */
  rows: Type.Array(IncidentSchema),
  /** While ten and more reports of incidents came within ten minutes, and half an hour after; else null. */
  flood: Type.Union([FloodSchema, Type.Null()]),
});
export type Incidents = Static<typeof IncidentsSchema>;

export const incidentEndpoints = {
  incidents: endpoint({
    method: "GET",
    path: "/incidents",
    tag: "live",
    summary: "Incidents: several reports of one happening, overdue first, then by nearest due",
    description:
      "Reports of one family of categories near the first of them in place and time, more than the local rate of that hour explains. Each report keeps its own due.",
    query: IncidentsQuerySchema,
    answer: json(IncidentsSchema),
    scope: "open_reports",
    cache: "no-store",
  }),
};
