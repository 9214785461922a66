import Type, { type Static } from "typebox";
import { Code, EpochMs, Text } from "./values.ts";

/** One event the pipeline could not take, kept so that nothing is lost. */
export const DeadLetterSchema = Type.Object({
  dead_letter_id: Text,
  source: Code,
  /** Where in the source: topic/partition/offset, request id/index, file/line. */
  position: Text,
  recorded_at: EpochMs,
  reason_code: Code,
  /** JSON pointer into the event, "" for the whole. */
  field_path: Text,
  message: Text,
  schema_version: Code,
  raw_sha256: Text,
  /** The bytes as received, base64. Restricted: never leaves through the public API. */
  raw: Text,
});
export type DeadLetter = Static<typeof DeadLetterSchema>;
