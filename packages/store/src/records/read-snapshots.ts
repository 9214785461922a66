import { type ReportSnapshot, ReportSnapshotSchema } from "@toancanh/contracts";
import { Compile } from "typebox/compile";
import { bindLiterals } from "../engine/bind-literals.ts";
import type { Engine } from "../engine/engine.ts";
import { StoreError } from "../engine/store-error.ts";
import { fieldsOf, selectFields } from "./record-columns.ts";

/** Ids travel as one literal that the engine parses as rows, as in read-events.ts. */
const READ_SNAPSHOTS = `
SELECT ${selectFields(ReportSnapshotSchema.properties, "")
  .map(({ expression }) => expression)
  .join(", ")}
FROM report_snapshots FINAL
WHERE source = {source:String}
    AND service_request_id IN (SELECT key FROM format(JSONCompactEachRow, 'key String', {keys:String}))`;

const FIND_EVENT = "SELECT count() FROM (SELECT 1 FROM report_events WHERE source = {source:String} LIMIT 1)";

const FIELDS = fieldsOf(ReportSnapshotSchema.properties);
const record = Compile(ReportSnapshotSchema);

/** The latest snapshots of a source's reports; none for a report of which it has said nothing. */
export async function readSnapshots(
  engine: Engine,
  source: string,
  serviceRequestIds: readonly string[],
): Promise<ReportSnapshot[]> {
  if (serviceRequestIds.length === 0) return [];
  const keys = serviceRequestIds.map((id) => `${JSON.stringify([id])}\n`).join("");
  const answer = await engine.query(bindLiterals(READ_SNAPSHOTS, { source, keys }), "JSONCompactEachRow");
  const lines = answer.toString("utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => toSnapshot(JSON.parse(line)));
}

/** Whether any event of that source is stored. */
export async function hasEventsOf(engine: Engine, source: string): Promise<boolean> {
  const answer = await engine.query(bindLiterals(FIND_EVENT, { source }), "TSV");
  return Number(answer.toString("utf8")) > 0;
}

function toSnapshot(row: unknown): ReportSnapshot {
  const values: readonly unknown[] = Array.isArray(row) ? row : [];
  const snapshot = Object.fromEntries(FIELDS.map((name, index) => [name, values[index]]));
  if (!record.Check(snapshot)) {
    throw new StoreError(
      "unexpected_row",
      `a row of report_snapshots is no snapshot: ${JSON.stringify(row)}`,
    );
  }
  return snapshot;
}
