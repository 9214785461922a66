import type { Store } from "@toancanh/store";

/** What ingest needs of a store. Every call resolves only when the rows are durable, or rejects. */
export type IngestStore = Pick<
  Store,
  | "appendEvents"
  | "writeStates"
  | "writeDeadLetters"
  | "readEvents"
  | "query"
  | "readSnapshots"
  | "writeSnapshots"
  | "hasEventsOf"
>;

/** What a snapshot source needs of it, to tell a changed snapshot from the same one. */
export type SnapshotStore = Pick<
  IngestStore,
  "readSnapshots" | "writeSnapshots" | "hasEventsOf" | "readEvents"
>;

/** The part of pino's interface used here. Fields hold ids, counts and codes, never personal data. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
