export { REJECTION_CODES, type Rejection, type RejectionCode } from "./decode/rejection.ts";
export { BackPressureError, IngestStoppedError } from "./ingest-error.ts";
export type {
  AcceptOptions,
  AcceptResult,
  DeadLetterPublisher,
  IngesterOptions,
  IngestLimits,
  RawItem,
} from "./ingest-options.ts";
export { Ingester } from "./ingester.ts";
export { type Origin, parseOrigin, renderOrigin } from "./origin.ts";
export type { IngestStore, Log } from "./ports.ts";
export type { Reprojection } from "./project/reproject.ts";
export { ImportError } from "./sources/file/import-error.ts";
export { type ImportOptions, type ImportProgress, importFile } from "./sources/file/import-file.ts";
export type { ImportSummary, RejectedCount } from "./sources/file/import-summary.ts";
export { type EventsTaken, takeEvents } from "./sources/http/take-events.ts";
export * from "./sources/kafka/index.ts";
export * from "./sources/open311/index.ts";
