import type { ReportState } from "@toancanh/contracts";
import type { InsertBatch } from "../engine/engine.ts";
import type { Column } from "./record-columns.ts";
import { REPORT_STATE, type RecordTable } from "./tables.ts";

/** Rows of a record's table. */
export function encodeRows<Row>(table: RecordTable<Row>, rows: readonly Row[]): InsertBatch {
  return encode(table.name, table.columns, rows);
}

/** Rows of `report_state`; `blockOf` gives an agency's block, "" when it has none. */
export function encodeStates(rows: readonly ReportState[], blockOf: (agency: string) => string): InsertBatch {
  const blocks = {
    name: "assignments.block",
    encode: (row: ReportState) => row.assignments.map(({ agency }) => blockOf(agency)),
  };
  return encode(REPORT_STATE.name, [...REPORT_STATE.columns, blocks], rows);
}

function encode<Row>(
  table: string,
  columns: readonly Pick<Column<Row>, "name" | "encode">[],
  rows: readonly Row[],
): InsertBatch {
  const encoders = columns.map((column) => column.encode);
  // One array for all rows: a batch has thousands of them.
  const values: unknown[] = encoders.map(() => null);
  const lines = rows.map((row) => {
    for (let i = 0; i < encoders.length; i++) values[i] = encoders[i]?.(row);
    return `${JSON.stringify(values)}\n`;
  });
  return {
    table,
    columns: columns.map(({ name }) => name),
    format: "JSONCompactEachRow",
    payload: Buffer.from(lines.join("")),
  };
}
