export { REJECTION_CODES, type Rejection } from "./decode/rejection.ts";
export { BackPressureError, IngestStoppedError } from "./ingest-error.ts";
export type {
  AcceptResult,
  DeadLetterPublisher,
  IngesterOptions,
  IngestLimits,
  RawItem,
} from "./ingest-options.ts";
export { Ingester } from "./ingester.ts";
export { type Origin, parseOrigin } from "./origin.ts";
export { locateReport } from "./project/locate-report.ts";
export { retryUntilAnswered } from "./retry.ts";
export { ImportError } from "./sources/file/import-error.ts";
export { importFile } from "./sources/file/import-file.ts";
export { readEventFile } from "./sources/file/read-event-file.ts";
export type { Sender } from "./sources/http/sender.ts";
export { type EventsTaken, takeEvents } from "./sources/http/take-events.ts";
export * from "./sources/kafka/index.ts";
export * from "./sources/open311/index.ts";
