import Type, { type Static } from "typebox";
import type { EventRow } from "../records/event-row.ts";

/** Every CloudEvents `type` of ours begins with this; the rest is the {@link EventKind}. */
export const EVENT_TYPE_PREFIX = "vn.toancanh.report.";

/** `dataschema` of the events this version writes. A reader takes any minor of major 1. */
export const EVENT_SCHEMA = "urn:toancanh:report-event:1.0";
export const EVENT_SCHEMA_MAJOR = 1;

/** What can happen to a report (docs/metrics.md §1). */
export const EVENT_KINDS = [
  "received",
  "classified",
  "assigned",
  "accepted",
  "verified",
  "complexity_changed",
  "temporary_fixed",
  "estimate_published",
  "extended",
  "paused",
  "resumed",
  "returned",
  "reassigned",
  "resolved",
  "responded",
  "reopened",
  "closed",
  "rejected",
  "merged",
  "rated",
  "corrected",
  "redacted",
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export const COMPLEXITIES = ["normal", "complex", "coordinated"] as const;
export type Complexity = (typeof COMPLEXITIES)[number];

const Timestamp = Type.String({
  format: "date-time",
  maxLength: 40,
  description: "RFC 3339 date-time with an offset",
});
const Code = Type.String({ minLength: 1, maxLength: 100 });
const Lat = Type.Number({
  minimum: -180,
  maximum: 180,
  description: "WGS84 degrees; beyond ±90 only where latitude and longitude are exchanged, which is flagged",
});
const Long = Type.Number({ minimum: -180, maximum: 180, description: "WGS84 degrees" });
const ComplexitySchema = Type.Enum(COMPLEXITIES);
const Urgency = Type.Integer({ minimum: 1, maximum: 9 });
const Reason = Type.String({ maxLength: 100, description: "A code, never free text of a reporter" });

/** In the `data` of every event: with `subject` it identifies the report. */
const identity = {
  requested_datetime: Type.String({
    format: "date-time",
    maxLength: 40,
    description: "When the report was received; the same in every event of a report",
  }),
};

const classification = {
  service_code: Type.Optional(Code),
  urgency: Type.Optional(Urgency),
  complexity: Type.Optional(ComplexitySchema),
};

const place = {
  lat: Type.Optional(Lat),
  long: Type.Optional(Long),
};

const agency = { agency_responsible: Code };
const optionalAgency = { agency_responsible: Type.Optional(Code) };

/**
 * What a source takes back of what it said before: events of the same `source`. They are kept and no longer folded
 * (docs/metrics.md §2).
 */
const withdrawal = {
  withdraws: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
      minItems: 1,
      maxItems: 1000,
      description: "Ids of earlier events of the same source that no longer hold",
    }),
  ),
};

/** Fields that a source may spoil without spoiling the report. */
const UNREADABLE_FIELDS = ["lat", "expected_datetime", "rating"] as const;
export type UnreadableField = (typeof UNREADABLE_FIELDS)[number];

/** `data` by kind. Unknown additional fields pass and are dropped before storing: no schema has checked them for personal data. */
export const EventDataSchemas = {
  received: Type.Object({
    ...identity,
    channel: Code,
    ...classification,
    ...place,
    expected_datetime: Type.Optional(Timestamp),
    unreadable: Type.Optional(
      Type.Array(Type.Enum(UNREADABLE_FIELDS), {
        description: "Fields whose value at the source cannot be read: the report counts without them",
      }),
    ),
  }),
  classified: Type.Object({ ...identity, ...classification }),
  assigned: Type.Object({
    ...identity,
    ...agency,
    expected_datetime: Type.Optional(
      Type.String({
        format: "date-time",
        maxLength: 40,
        description: "The due the source itself gave; used where the policy's unit is `source`",
      }),
    ),
  }),
  accepted: Type.Object({ ...identity, ...agency }),
  verified: Type.Object({ ...identity, ...optionalAgency }),
  complexity_changed: Type.Object({ ...identity, complexity: ComplexitySchema }),
  temporary_fixed: Type.Object({ ...identity, ...optionalAgency }),
  estimate_published: Type.Object({ ...identity, ...optionalAgency, expected_datetime: Timestamp }),
  extended: Type.Object({
    ...identity,
    ...optionalAgency,
    stage: Type.Optional(Code),
    expected_datetime: Type.String({
      format: "date-time",
      maxLength: 40,
      description: "The new due; without `stage` that of the last stage",
    }),
  }),
  paused: Type.Object({ ...identity, ...optionalAgency, reason: Type.Optional(Reason) }),
  resumed: Type.Object({ ...identity, ...optionalAgency }),
  returned: Type.Object({ ...identity, ...agency, reason: Type.Optional(Reason) }),
  reassigned: Type.Object({
    ...identity,
    agency_responsible: Type.String({ minLength: 1, maxLength: 100, description: "The new holder" }),
    from_agency: Code,
    reason: Type.Optional(Reason),
  }),
  resolved: Type.Object({ ...identity, ...optionalAgency }),
  responded: Type.Object({ ...identity, ...optionalAgency }),
  reopened: Type.Object({ ...identity, reason: Type.Optional(Reason), ...withdrawal }),
  closed: Type.Object({ ...identity, reason: Type.Optional(Reason) }),
  rejected: Type.Object({ ...identity, reason: Reason }),
  merged: Type.Object({ ...identity, duplicate_of: Code }),
  rated: Type.Object({ ...identity, rating: Type.Integer({ minimum: 1, maximum: 5 }) }),
  corrected: Type.Object({
    ...identity,
    channel: Type.Optional(Code),
    ...classification,
    ...place,
    ...withdrawal,
  }),
  redacted: Type.Object({ ...identity, reason: Type.Optional(Reason) }),
} satisfies Record<EventKind, Type.TObject>;

export type EventData<K extends EventKind = EventKind> = Static<(typeof EventDataSchemas)[K]>;

/** The CloudEvents 1.0 envelope around every kind of `data`. */
const envelope = {
  specversion: Type.Literal("1.0"),
  id: Type.String({ minLength: 1, maxLength: 200 }),
  source: Type.String({ minLength: 1, maxLength: 200 }),
  subject: Type.String({ minLength: 1, maxLength: 100, description: "service_request_id" }),
  time: Type.String({ format: "date-time", maxLength: 40, description: "When it happened at its source" }),
  datacontenttype: Type.Optional(
    Type.String({ maxLength: 200, description: "application/json, with any parameters" }),
  ),
  dataschema: Type.Optional(Type.String({ maxLength: 200 })),
};

/** Checked before `data`, so that an error can name the kind. */
export const EventEnvelopeSchema = Type.Object({
  ...envelope,
  type: Type.String({ minLength: 1, maxLength: 100 }),
  data: Type.Object({}),
});
export type EventEnvelope = Static<typeof EventEnvelopeSchema>;

/** One report event as it travels: a CloudEvents 1.0 JSON envelope. */
export type ReportEvent<K extends EventKind = EventKind> = {
  [Kind in K]: Omit<EventEnvelope, "type" | "data"> & {
    type: `${typeof EVENT_TYPE_PREFIX}${Kind}`;
    data: EventData<Kind>;
  };
}[K];

/** One event as decoded and stored: the record with its `data` as a value. */
export type StoredEvent<K extends EventKind = EventKind> = {
  [Kind in K]: Omit<EventRow, "kind" | "data"> & { kind: Kind; data: EventData<Kind> };
}[K];
