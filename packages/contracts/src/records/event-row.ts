import Type, { type Static } from "typebox";
import { Code, EpochMs, Json, Text } from "./values.ts";

/** One event as it is kept: the columns of every kind of event, with its `data` as text. */
export const EventRowSchema = Type.Object({
  id: Text,
  source: Code,
  kind: Code,
  service_request_id: Text,
  received_at: EpochMs,
  /** When it happened at its source. */
  time: EpochMs,
  recorded_at: EpochMs,
  /**
   * Taken over the canonical JSON of everything but `recorded_at`: two events with the same `id` and another hash
   * are a conflict.
   */
  payload_hash: Text,
  /** Canonical JSON. */
  data: Json,
});
export type EventRow = Static<typeof EventRowSchema>;
