import Type, { type Static } from "typebox";
import type { Alarm } from "../endpoints/operation.ts";
import { EpochMs, Json, Text } from "./values.ts";

/** What a process that ingests last said of itself. */
export const IngestProcessRowSchema = Type.Object({
  /** Of one run of it. */
  process_id: Text,
  recorded_at: EpochMs,
  /** A list of {@link Alarm}. */
  alarms: Json,
});

/** The same before it is written, for the screens of another process. */
export type IngestProcess = Omit<Static<typeof IngestProcessRowSchema>, "alarms"> & {
  alarms: readonly Alarm[];
};
