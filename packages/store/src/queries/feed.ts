import { DeadLetterSchema, IngestProcessRowSchema, ReportStateSchema } from "@toancanh/contracts";
import Type from "typebox";
import { Count, defineQuery, Limit, nullable, Time } from "./define-query.ts";

const { raw, ...letter } = DeadLetterSchema.properties;

/** sql/queries/feed: what arrived, what could not be taken, and which processes take it. */
export const FEED_QUERIES = {
  changed_since: defineQuery({
    /** Recorded after `since`, oldest first. */
    params: { since: Time, limit: Limit },
    row: ReportStateSchema.properties,
  }),
  ingest_processes: defineQuery({
    params: {},
    /** `alarms` as the process wrote them: JSON. */
    row: IngestProcessRowSchema.properties,
  }),
  events_by_source: defineQuery({
    params: { since: Time },
    row: { source: Type.String(), events: Count, latest_recorded_at: Time },
  }),
  feed_status: defineQuery({
    params: {},
    row: {
      events: Count,
      reports: Count,
      latest_event_at: nullable(Time),
      simulated: Type.Boolean(),
      dead_letters: Count,
    },
  }),
  newest_record: defineQuery({ params: {}, row: { recorded_at: nullable(Time) } }),
  dead_letters_list: defineQuery({
    params: { limit: Limit, offset: Type.Integer({ minimum: 0 }) },
    /** Never the raw bytes. */
    row: letter,
  }),
  dead_letters_raw: defineQuery({
    /** Waiting dead letters behind `(since, after)`; no ids and reason "" take all. */
    params: {
      ids: Type.Array(Type.String()),
      reason_code: Type.String(),
      since: Time,
      after: Type.String(),
      limit: Limit,
    },
    /** With the bytes, base64: for replay, never for a public route. */
    row: { ...letter, raw },
  }),
};
