import type { Engine } from "../engine/engine.ts";
import { StoreError } from "../engine/store-error.ts";

/** Rows of a long-running read of the store's own, each an array of its columns. */
export async function readRows(engine: Engine, sql: string): Promise<unknown[][]> {
  const answer = await engine.maintain(sql, "JSONCompactEachRow");
  const rows: unknown[][] = [];
  for (const line of answer.toString("utf8").split("\n")) {
    if (line === "") continue;
    const row: unknown = JSON.parse(line);
    if (!Array.isArray(row)) throw new StoreError("unexpected_row", `not a row: ${line.slice(0, 200)}`);
    rows.push(row);
  }
  return rows;
}

export function toNumber(value: unknown): number {
  const number = typeof value === "boolean" ? Number(value) : Number(value ?? 0);
  if (Number.isNaN(number)) throw new StoreError("unexpected_row", `not a number: ${String(value)}`);
  return number;
}

export function toText(value: unknown): string {
  if (typeof value === "string") return value;
  throw new StoreError("unexpected_row", `not a text: ${String(value)}`);
}
