import type { HEAT_MAP_COLUMNS } from "@toancanh/contracts";
import { type Table, tableFromIPC } from "apache-arrow";
import { AnswerError } from "./load-failure.ts";

/** The columns that are drawn. */
const DRAWN: readonly (typeof HEAT_MAP_COLUMNS)[number][] = ["cell", "count", "late", "due", "expected"];

/** A heat map as columns, one entry a cell with reports; never turned into row objects. */
export interface HeatCells {
  as_of: string;
  /** What is shown, half-open. */
  window: { from: string; to: string };
  /** Reports in the figure that have no cell. */
  unlocated: number;
  /** Cells and unlocated together. */
  total: number;
  cells: readonly string[];
  count: Float64Array;
  /** Numerator and denominator of the late rate. */
  late: Float64Array;
  due: Float64Array;
  expected: Float64Array;
}

function numberColumn(table: Table, name: string, rows: readonly number[]): Float64Array {
  const vector = table.getChild(name);
  return Float64Array.from(rows, (row) => Number(vector?.get(row) ?? Number.NaN));
}

/** Rows of cells with reports: where something was usual and nothing came there is nothing to draw. */
function rowsWithReports(table: Table): number[] {
  const counts = table.getChild("count");
  const rows: number[] = [];
  for (let row = 0; row < table.numRows; row += 1) if (Number(counts?.get(row)) !== 0) rows.push(row);
  return rows;
}

/**
 * Reads the Arrow stream of /heat-map.
 * @throws AnswerError (shape) when the stream is cut off or lacks a column
 */
export function decodeHeatCells(body: ArrayBuffer, headers: Headers): HeatCells {
  let table: Table;
  try {
    table = tableFromIPC(new Uint8Array(body));
  } catch {
    throw new AnswerError({ kind: "shape" }, "heat map: not an Arrow stream");
  }
  const names = new Set(table.schema.fields.map((field) => field.name));
  for (const column of DRAWN) {
    if (!names.has(column)) throw new AnswerError({ kind: "shape" }, `heat map: no column ${column}`);
  }
  const rows = rowsWithReports(table);
  const vector = table.getChild("cell");
  const cells = rows.map((row) => String(vector?.get(row)));
  const count = numberColumn(table, "count", rows);
  const unlocated = Number(headers.get("x-unlocated") ?? Number.NaN);
  const total = Number(headers.get("x-total") ?? Number.NaN);
  const [asOf, from, to] = ["x-as-of", "x-from", "x-to"].map((name) => headers.get(name) ?? "");
  if (!asOf || !from || !to || Number.isNaN(unlocated) || Number.isNaN(total)) {
    throw new AnswerError({ kind: "shape" }, "heat map: headers missing");
  }
  // A stream cut between two batches still decodes; the promised sum tells.
  let located = 0;
  for (const value of count) located += value;
  if (located + unlocated !== total) throw new AnswerError({ kind: "shape" }, "heat map: cells are missing");
  return {
    as_of: asOf,
    window: { from, to },
    unlocated,
    total,
    cells,
    count,
    late: numberColumn(table, "late", rows),
    due: numberColumn(table, "due", rows),
    expected: numberColumn(table, "expected", rows),
  };
}
