import {
  type AuditEntry,
  AuditEntrySchema,
  type DeadLetter,
  DeadLetterSchema,
  EventRowSchema,
  type FeedPosition,
  FeedPositionSchema,
  type IngestProcess,
  IngestProcessRowSchema,
  type ObjectionRow,
  ObjectionRowSchema,
  type PeriodAct,
  PeriodActRowSchema,
  type ReportSnapshot,
  ReportSnapshotSchema,
  type ReportState,
  ReportStateSchema,
  type StoredEvent,
} from "@toancanh/contracts";
import { type Column, columnsOf } from "./record-columns.ts";

/** A table and the record whose rows it holds. */
export interface RecordTable<Row> {
  name: string;
  /** What is written: the record's columns. */
  columns: readonly Column<Row>[];
  /** Columns that no record has, and their types: the table computes them, or a later statement fills them. */
  others: Readonly<Record<string, string>>;
}

export const REPORT_EVENTS: RecordTable<StoredEvent> = {
  name: "report_events",
  columns: columnsOf<StoredEvent>(EventRowSchema.properties),
  others: { precedence: "UInt64" },
};

/** Beside the record's columns `assignments.block` is written (encode-rows.ts). */
export const REPORT_STATE: RecordTable<ReportState> = {
  name: "report_state",
  columns: columnsOf<ReportState>(ReportStateSchema.properties),
  others: {
    ended_at: "DateTime64(3, 'UTC')",
    due_by: "DateTime64(3, 'UTC')",
    "assignments.block": "Array(LowCardinality(String))",
  },
};

export const DEAD_LETTERS: RecordTable<DeadLetter> = {
  name: "dead_letters",
  columns: columnsOf<DeadLetter>(DeadLetterSchema.properties),
  others: { replayed_at: "Nullable(DateTime64(3, 'UTC'))" },
};

export const AUDIT_LOG: RecordTable<AuditEntry> = {
  name: "audit_log",
  columns: columnsOf<AuditEntry>(AuditEntrySchema.properties),
  others: {},
};

export const FEED_POSITIONS: RecordTable<FeedPosition> = {
  name: "feed_positions",
  columns: columnsOf<FeedPosition>(FeedPositionSchema.properties),
  others: {},
};

export const INGEST_PROCESSES: RecordTable<IngestProcess> = {
  name: "ingest_processes",
  columns: columnsOf<IngestProcess>(IngestProcessRowSchema.properties),
  others: {},
};

export const REPORT_SNAPSHOTS: RecordTable<ReportSnapshot> = {
  name: "report_snapshots",
  columns: columnsOf<ReportSnapshot>(ReportSnapshotSchema.properties),
  others: {},
};

export const PERIOD_ACTS_TABLE: RecordTable<PeriodAct> = {
  name: "period_acts",
  columns: columnsOf<PeriodAct>(PeriodActRowSchema.properties),
  others: {},
};

export const OBJECTIONS: RecordTable<ObjectionRow> = {
  name: "objections",
  columns: columnsOf<ObjectionRow>(ObjectionRowSchema.properties),
  others: {},
};
