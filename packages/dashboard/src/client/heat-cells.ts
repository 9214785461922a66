import { HEAT_MAP_COLUMNS } from "@toancanh/contracts";
import { type Table, tableFromIPC } from "apache-arrow";
import { AnswerError } from "./load-failure.ts";

/** A heat map as columns, one entry a cell; never turned into row objects. */
export interface HeatCells {
  as_of: string;
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

function numberColumn(table: Table, name: string): Float64Array {
  const vector = table.getChild(name);
  const values = new Float64Array(table.numRows);
  for (let i = 0; i < values.length; i += 1) values[i] = Number(vector?.get(i) ?? Number.NaN);
  return values;
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
  for (const column of HEAT_MAP_COLUMNS) {
    if (!names.has(column)) throw new AnswerError({ kind: "shape" }, `heat map: no column ${column}`);
  }
  const cells: string[] = [];
  const vector = table.getChild("cell");
  for (let i = 0; i < table.numRows; i += 1) cells.push(String(vector?.get(i)));
  const count = numberColumn(table, "count");
  const unlocated = Number(headers.get("x-unlocated") ?? Number.NaN);
  const total = Number(headers.get("x-total") ?? Number.NaN);
  const asOf = headers.get("x-as-of");
  if (asOf === null || Number.isNaN(unlocated) || Number.isNaN(total)) {
    throw new AnswerError({ kind: "shape" }, "heat map: headers missing");
  }
  // A stream cut between two batches still decodes; the promised sum tells.
  let located = 0;
  for (const value of count) located += value;
  if (located + unlocated !== total) throw new AnswerError({ kind: "shape" }, "heat map: cells are missing");
  return {
    as_of: asOf,
    unlocated,
    total,
    cells,
    count,
    late: numberColumn(table, "late"),
    due: numberColumn(table, "due"),
    expected: numberColumn(table, "expected"),
  };
}
