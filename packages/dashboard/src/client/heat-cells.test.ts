import { Table, tableToIPC, Utf8, vectorFromArray } from "apache-arrow";
import { describe, expect, it } from "vitest";
import { decodeHeatCells } from "./heat-cells.ts";
import { AnswerError } from "./load-failure.ts";

function stream(): Uint8Array<ArrayBuffer> {
  const numbers = (values: number[]) => vectorFromArray(Float64Array.from(values));
  const table = new Table({
    cell: vectorFromArray(["88658d6c13fffff", "88658d6c11fffff"], new Utf8()),
    count: vectorFromArray(Uint32Array.from([4, 3])),
    overdue: vectorFromArray(Uint32Array.from([0, 1])),
    late: vectorFromArray(Uint32Array.from([0, 1])),
    due: vectorFromArray(Uint32Array.from([4, 3])),
    expected: numbers([2, 3]),
    ratio: numbers([2, 1]),
  });
  return new Uint8Array(tableToIPC(table, "stream"));
}
const headers = (total: string) =>
  new Headers({
    "x-as-of": "2026-11-22T07:32:07Z",
    "x-from": "2026-11-15T07:32:07Z",
    "x-to": "2026-11-22T07:32:07Z",
    "x-unlocated": "2",
    "x-total": total,
  });

describe("decodeHeatCells", () => {
  it("reads the columns", () => {
    const cells = decodeHeatCells(stream().buffer, headers("9"));
    expect(cells.cells).toEqual(["88658d6c13fffff", "88658d6c11fffff"]);
    expect([...cells.count]).toEqual([4, 3]);
    expect([...cells.expected]).toEqual([2, 3]);
    expect(cells).toMatchObject({ unlocated: 2, total: 9, as_of: "2026-11-22T07:32:07Z" });
    expect(cells.window).toEqual({ from: "2026-11-15T07:32:07Z", to: "2026-11-22T07:32:07Z" });
  });

  it("leaves out cells where something was usual and nothing came", () => {
    const column = (values: number[]) => vectorFromArray(Float64Array.from(values));
    const table = new Table({
      cell: vectorFromArray(["88658d6c13fffff", "88658d6c11fffff"], new Utf8()),
      count: column([0, 3]),
      late: column([0, 1]),
      due: column([0, 3]),
      expected: column([2, 3]),
    });
    const cells = decodeHeatCells(new Uint8Array(tableToIPC(table, "stream")).buffer, headers("5"));
    expect(cells).toMatchObject({ cells: ["88658d6c11fffff"], total: 5 });
    expect([...cells.expected]).toEqual([3]);
  });

  it("refuses a truncated stream, missing cells and missing headers", () => {
    const whole = stream();
    const cut = whole.slice(0, Math.floor(whole.length / 2));
    expect(() => decodeHeatCells(cut.buffer, headers("9"))).toThrow(AnswerError);
    expect(() => decodeHeatCells(whole.buffer, headers("12"))).toThrow(AnswerError);
    expect(() => decodeHeatCells(whole.buffer, new Headers())).toThrow(AnswerError);
    expect(() => decodeHeatCells(new ArrayBuffer(0), headers("0"))).toThrow(AnswerError);
  });
});
