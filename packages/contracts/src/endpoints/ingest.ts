import Type, { type Static } from "typebox";
import { Count, Instant, strict } from "../primitives.ts";

/** Events in, and those that could not be taken. */

export const DeadLettersQuerySchema = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, description: "Most rows, default 50" })),
    offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
  },
  strict,
);
export type DeadLettersQuery = Static<typeof DeadLettersQuerySchema>;

/** What the API tells of dead letters: never the raw bytes. */
export const DeadLettersSchema = Type.Object({
  total: Count,
  rows: Type.Array(
    Type.Object({
      dead_letter_id: Type.String(),
      source: Type.String(),
      position: Type.String(),
      recorded_at: Instant,
      reason_code: Type.String(),
      field_path: Type.String(),
      message: Type.String(),
      schema_version: Type.String(),
      raw_sha256: Type.String(),
    }),
  ),
});
export type DeadLetters = Static<typeof DeadLettersSchema>;

/** Answer to POST /api/v1/events: 202 once every event is durable or in the dead letters. */
export const EventsAcceptedSchema = Type.Object({
  accepted: Count,
  duplicates: Count,
  conflicts: Count,
  dead_letters: Count,
  errors: Type.Array(
    Type.Object({
      index: Type.Integer({ description: "Place in the batch, from 0" }),
      dead_letter_id: Type.String(),
      pointer: Type.String(),
      code: Type.String(),
      message: Type.String(),
    }),
  ),
});
export type EventsAccepted = Static<typeof EventsAcceptedSchema>;
