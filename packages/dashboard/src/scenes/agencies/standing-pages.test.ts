import type { StandingRow } from "@toancanh/contracts";
import { describe, expect, it } from "vitest";
import { type StandingBlock, standingPages } from "./standing-pages.ts";

const row = (id: string, estimate: number, above = false): StandingRow => ({
  agency_responsible: id,
  name: id,
  short_name: id,
  late: Math.round(estimate * 100),
  due: 100,
  estimate,
  interval: [estimate / 2, estimate * 1.5],
  is_above_mark: above,
  trend: null,
});
const block = (id: string, rows: StandingRow[], pooled: StandingBlock["pooled"] = null): StandingBlock => ({
  id,
  name: { vi: id, en: id },
  late: 3,
  due: 300,
  agencies: rows.length,
  mark: { rate: 0.01, is_target: true },
  rows,
  pooled,
});
const many = (count: number, above: number) =>
  Array.from({ length: count }, (_, n) => row(`a${n}`, 0.2 - n / 200, n < above));

describe("standingPages", () => {
  it("gives a block one page, and says how many stand lower", () => {
    const pages = standingPages({ blocks: [block("state", many(30, 2))] });
    expect(pages.map(({ rows, others }) => [rows.length, others])).toEqual([[7, 23]]);
  });
  it("turns to a further page only while agencies above the mark fill the one before", () => {
    const pages = standingPages({ blocks: [block("state", many(30, 9))] });
    expect(pages.map(({ rows, others }) => [rows.length, others])).toEqual([
      [7, 16],
      [7, 16],
    ]);
    expect(standingPages({ blocks: [block("state", many(8, 8))] }).map(({ rows }) => rows.length)).toEqual([
      7, 1,
    ]);
  });
  it("passes over a block in which nobody has enough due", () => {
    const pooled = {
      agencies: 4,
      late: 1,
      due: 9,
      estimate: 0.03,
      interval: [0.01, 0.1] as [number, number],
    };
    const pages = standingPages({ blocks: [block("few", [], pooled), block("state", many(3, 0))] });
    expect(pages.map((page) => page.block.id)).toEqual(["state"]);
    expect(standingPages({ blocks: [block("few", [], pooled)] })).toEqual([]);
  });
  it("passes over a lone agency below the mark, unless no block has more to say", () => {
    const lone = block("lone", many(1, 0));
    expect(
      standingPages({ blocks: [lone, block("state", many(3, 0))] }).map(({ block: { id } }) => id),
    ).toEqual(["state"]);
    expect(standingPages({ blocks: [block("bad", many(1, 1)), block("state", many(3, 0))] })).toHaveLength(2);
    expect(standingPages({ blocks: [lone] })).toHaveLength(1);
  });
  it("lets one wide interval not press the others together", () => {
    const rows = many(7, 0).map((one, n) =>
      n === 3 ? { ...one, interval: [0, 0.9] as [number, number] } : one,
    );
    const [page] = standingPages({ blocks: [block("state", rows)] });
    expect(page?.highest).toBeLessThan(0.4);
    expect(page?.highest).toBeGreaterThanOrEqual(0.2);
  });
});
