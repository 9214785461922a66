import Type, { type Static } from "typebox";
import { Code, EpochMs, Text } from "./values.ts";

/** The latest snapshot of a report that was taken from a source (docs/metrics.md §1). */
export const ReportSnapshotSchema = Type.Object({
  source: Code,
  service_request_id: Text,
  received_at: EpochMs,
  /** When the source changed it last; where it does not say, when the report was received. */
  said_at: EpochMs,
  /** When the snapshot was taken: orders those that the source changed at the same time. */
  taken_at: EpochMs,
  /** Of the events that the snapshot stands for: equal ones say the same. */
  content_hash: Text,
});
export type ReportSnapshot = Static<typeof ReportSnapshotSchema>;
