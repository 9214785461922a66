import Type, { type Static } from "typebox";
import { Count, Instant, stamp, strict } from "../../primitives.ts";
import { endpoint, json } from "../endpoint.ts";

/** What is owed next (docs/metrics.md §9): open obligations by the time until their due. */

/** Obligations due within the same whole minute from `as_of`, counted from 0. */
const DueMarkSchema = Type.Object({ in_minutes: Count, count: Type.Integer({ minimum: 1 }) });
export type DueMark = Static<typeof DueMarkSchema>;

const marked = {
  /** Within the window: the sum of the marks. */
  due: Count,
  marks: Type.Array(DueMarkSchema, { description: "In order of the due" }),
};

const DueLaneSchema = Type.Object({
  agency_responsible: Type.String({ description: '"" for open reports that no agency holds' }),
  ...marked,
});
export type DueLane = Static<typeof DueLaneSchema>;

const DueRowSchema = Type.Object({
  service_request_id: Type.String(),
  requested_datetime: Instant,
  service_code: Type.String(),
  ward_code: Type.String({ description: '"" for reports outside every ward' }),
  agency_responsible: Type.String({ description: '"" for a report that no agency holds' }),
  due: Instant,
});
export type DueRow = Static<typeof DueRowSchema>;

const NoQuerySchema = Type.Object({}, strict);

export const DueNextSchema = Type.Object({
  ...stamp,
  window: Type.Object({ from: Instant, to: Instant }, { description: "Of the due: 24 hours from as_of" }),
  overdue: Type.Object({
    total: Count,
    /** Received within the last 30 days. The rest is older stock. */
    recent: Count,
  }),
  panes: Type.Array(Type.Object({ from_minutes: Count, to_minutes: Count, due: Count }), {
    minItems: 1,
    description: "Parts of the window, next to one another; `to_minutes` is exclusive",
  }),
  /** Most due in the first pane in front, then in the second, and so on. */
  lanes: Type.Array(DueLaneSchema),
  /** All agencies in no lane of their own; null when there is none. */
  others: Type.Union([Type.Object({ agencies: Count, ...marked }), Type.Null()]),
  /** Ends of office hours within the window, by the calendars of the city's offices: dues of working days lie there. */
  office_ends: Type.Array(Instant),
  /** Nearest due first, also beyond the window; nothing overdue. */
  rows: Type.Array(DueRowSchema),
});
export type DueNext = Static<typeof DueNextSchema>;

export const dueNextEndpoints = {
  due_next: endpoint({
    method: "GET",
    path: "/due-next",
    tag: "live",
    summary: "What is due within 2, 4 and 24 hours, by agency, and the obligations nearest their due",
    description:
      "Counts open assignments that have a due, and open reports with one that no agency holds. Times are whole minutes from as_of.",
    query: NoQuerySchema,
    answer: json(DueNextSchema),
    scope: "open_reports",
    cache: "no-store",
  }),
};
