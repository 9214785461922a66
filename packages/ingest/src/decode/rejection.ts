/** Why an event was not taken: the `reason_code` of its dead letter. */
export const REJECTION_CODES = [
  /** More bytes than one event may have. */
  "event_too_large",
  "bad_utf8",
  /** No JSON: garbage, cut off, or nothing at all. */
  "not_json",
  /** JSON, but no object. */
  "not_an_object",
  "too_deep",
  "missing_field",
  "wrong_type",
  /** Right type, value not allowed: too long, out of range, not one of the codes known. */
  "bad_value",
  "bad_time",
  "time_in_future",
  "time_implausible",
  "impossible_coordinate",
  "unknown_type",
  "unsupported_schema_version",
  /** The report's first durable event gave another requested_datetime. */
  "identity_conflict",
  /** A date no calendar of the city covers. */
  "calendar_range",
  "rule_error",
  /** One more than a report may have. */
  "report_too_long",
  /** The database itself refused this very row. */
  "store_refused",
  /** A line of a file that cannot be read as an event. */
  "bad_row",
] as const;
export type RejectionCode = (typeof REJECTION_CODES)[number];

/**
 * A reason in words. It never repeats a value of the event: dead-letter reasons are shown by the API,
 * and a value may be a person's name in the wrong field.
 */
export interface Rejection {
  code: RejectionCode;
  /** JSON pointer into the event, "" for the whole. */
  pointer: string;
  message: string;
  /** `major.minor` the event declared, "1.0" when it declared none, "unknown" when unreadable. */
  schema_version: string;
}

export type Decoded<T> = { ok: true; value: T } | { ok: false; rejection: Rejection };
