import type {
  AssignmentState,
  DeadLetter,
  IngestProcess,
  ReportState,
  StageState,
  StoredEvent,
} from "@toancanh/contracts";
import type { InsertBatch } from "../engine/engine.ts";

/** Integers are milliseconds to a DateTime64(3) in JSON: no date is ever written or parsed as text. */
const FORMAT = "JSONCompactEachRow";

const EVENT_COLUMNS = [
  "received_at",
  "service_request_id",
  "id",
  "payload_hash",
  "source",
  "kind",
  "time",
  "recorded_at",
  "data",
] as const;

/** Rows of `report_events`, in the order of its sorting key's first columns. */
export function encodeEvents(events: readonly StoredEvent[]): InsertBatch {
  return encode("report_events", EVENT_COLUMNS, events, (event) => [
    event.received_at,
    event.service_request_id,
    event.id,
    event.payload_hash,
    event.source,
    event.kind,
    event.time,
    event.recorded_at,
    JSON.stringify(event.data),
  ]);
}

/** Columns of `report_state` that are one value of the report each. */
const STATE_COLUMNS = [
  "received_at",
  "service_request_id",
  "version",
  "event_count",
  "conflict_count",
  "last_event_at",
  "last_recorded_at",
  "simulated",
  "channel",
  "service_code",
  "field_group",
  "complexity",
  "urgency",
  "policy_id",
  "lat",
  "long",
  "ward_code",
  "ward_code_now",
  "ending",
  "first_assigned_at",
  "finished_at",
  "due_at",
  "reopen_count",
  "rating",
  "expected_datetime",
  "estimate_kept",
  "handling_minutes",
  "handling_working_minutes",
  "returned_count",
  "intake_minutes",
  "flags",
] as const satisfies readonly (keyof ReportState)[];

const STAGE_COLUMNS = [
  "stage",
  "agency",
  "turn",
  "start_at",
  "due_at",
  "done_at",
] as const satisfies readonly (keyof StageState)[];

const ASSIGNMENT_COLUMNS = [
  "agency",
  "turn",
  "assigned_at",
  "accepted_at",
  "due_at",
  "finished_at",
  "ending",
  "is_obligation",
  "reopened",
  "held_minutes",
  "late_share",
] as const satisfies readonly (keyof AssignmentState)[];

const ALL_STATE_COLUMNS = [
  ...STATE_COLUMNS,
  "cell",
  ...STAGE_COLUMNS.map((column) => `stages.${column}`),
  ...ASSIGNMENT_COLUMNS.map((column) => `assignments.${column}`),
  "assignments.block",
];

/** Rows of `report_state`; `blockOf` gives an agency's block, "" when it has none. */
export function encodeStates(rows: readonly ReportState[], blockOf: (agency: string) => string): InsertBatch {
  return encode("report_state", ALL_STATE_COLUMNS, rows, (row) => {
    const values: unknown[] = STATE_COLUMNS.map((column) => row[column]);
    values.push(row.cell === "" ? "0" : BigInt(`0x${row.cell}`).toString());
    for (const column of STAGE_COLUMNS) values.push(row.stages.map((stage) => stage[column]));
    for (const column of ASSIGNMENT_COLUMNS) values.push(row.assignments.map((turn) => turn[column]));
    values.push(row.assignments.map((turn) => blockOf(turn.agency)));
    return values;
  });
}

const DEAD_LETTER_COLUMNS = [
  "recorded_at",
  "dead_letter_id",
  "source",
  "position",
  "reason_code",
  "field_path",
  "message",
  "schema_version",
  "raw_sha256",
  "raw",
] as const satisfies readonly (keyof DeadLetter)[];

/** Rows of `dead_letters`. */
export function encodeDeadLetters(rows: readonly DeadLetter[]): InsertBatch {
  return encode("dead_letters", DEAD_LETTER_COLUMNS, rows, (row) =>
    DEAD_LETTER_COLUMNS.map((column) => row[column]),
  );
}

/** A row of `feed_positions`. */
export function encodePosition(source: string, position: string, recordedAt: number): InsertBatch {
  return encode("feed_positions", ["source", "position", "recorded_at"], [recordedAt], (at) => [
    source,
    position,
    at,
  ]);
}

/** A row of `ingest_processes`. */
export function encodeIngestProcess({ process_id, recorded_at, alarms }: IngestProcess): InsertBatch {
  return encode("ingest_processes", ["process_id", "recorded_at", "alarms"], [recorded_at], (at) => [
    process_id,
    at,
    JSON.stringify(alarms),
  ]);
}

function encode<Row>(
  table: string,
  columns: readonly string[],
  rows: readonly Row[],
  valuesOf: (row: Row) => unknown[],
): InsertBatch {
  const lines = rows.map((row) => `${JSON.stringify(valuesOf(row))}\n`);
  return { table, columns, format: FORMAT, payload: Buffer.from(lines.join("")) };
}
