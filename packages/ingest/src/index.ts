export {
  type BodyProblem,
  type BodyProblemCode,
  EVENT_MEDIA_TYPES,
  MAX_HTTP_EVENTS,
  type ReadBody,
  readEventsBody,
} from "./http-source.ts";
export { ImportError } from "./import-error.ts";
export { type ImportOptions, type ImportProgress, importFile } from "./import-file.ts";
export type { ImportSummary, RejectedCount } from "./import-summary.ts";
export { BackPressureError, IngestStoppedError } from "./ingest-error.ts";
export type {
  AcceptOptions,
  AcceptResult,
  IngesterOptions,
  IngestLimits,
  RawItem,
} from "./ingest-options.ts";
export { createIngester, Ingester } from "./ingester.ts";
export * from "./mapping/index.ts";
export type { Clock, IngestStore, Log } from "./ports.ts";
export { REJECTION_CODES, type Rejection, type RejectionCode } from "./rejection.ts";
export type { Reprojection } from "./reproject.ts";
export * from "./sources/index.ts";
