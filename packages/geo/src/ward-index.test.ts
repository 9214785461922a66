import { cellToCenterChild, cellToChildren, cellToLatLng, gridDisk, latLngToCell } from "h3-js";
import { describe, expect, it } from "vitest";
import type { Boundary, Point } from "./boundaries.ts";
import {
  buildWardIndex,
  type IndexedWard,
  locate,
  WardIndexError,
  wardOfCell,
  withBoundaries,
} from "./ward-index.ts";

const startOfDay = (date: string) => Date.parse(`${date}T00:00:00+07:00`);
const ward = (code: string, valid_from = "2025-07-01", valid_to: string | null = null): IndexedWard => ({
  code,
  valid_from,
  valid_to,
});
const centre = latLngToCell(10.78, 106.7, 7);
const [east = "", west = ""] = gridDisk(centre, 1).slice(1);
const at = (cell: string) => cellToLatLng(cell);

describe("locate", () => {
  const index = buildWardIndex({
    wards: [ward("A"), ward("B")],
    cells: [
      [centre, "A"],
      ...cellToChildren(east, 8).map((cell): [string, string] => [cell, "B"]),
      [cellToCenterChild(west, 10), "A"],
    ],
    startOfDay,
  });

  it("finds a point's ward through cells of every resolution", () => {
    for (const fine of cellToChildren(centre, 10)) expect(wardOfCell(index, fine)).toBe("A");
    for (const fine of cellToChildren(east, 10)) expect(wardOfCell(index, fine)).toBe("B");
    const inWest = cellToChildren(west, 10).filter((fine) => wardOfCell(index, fine) !== "");
    expect(inWest).toEqual([cellToCenterChild(west, 10)]);
  });

  it("gives the resolution-10 cell with the ward, or with none outside", () => {
    const [lat, long] = at(centre);
    expect(locate(index, lat, long)).toEqual({ cell: latLngToCell(lat, long, 10), ward_code: "A" });
    expect(locate(index, 21, 105.8)).toEqual({ cell: latLngToCell(21, 105.8, 10), ward_code: "" });
    expect(locate(index, Number.NaN, 105.8)).toEqual({ cell: "", ward_code: "" });
    expect(locate(index, 200, 105.8)).toEqual({ cell: "", ward_code: "" });
  });
});

describe("a reform", () => {
  const index = buildWardIndex({
    wards: [ward("old", "2010-01-01", "2025-06-30"), ward("new")],
    cells: [[centre, "old"], ...cellToChildren(centre, 9).map((cell): [string, string] => [cell, "new"])],
    startOfDay,
  });
  const [lat, long] = at(centre);

  it("gives each time the unit of its epoch, to the millisecond of local midnight", () => {
    const midnight = startOfDay("2025-07-01");
    expect(locate(index, lat, long, midnight - 1).ward_code).toBe("old");
    expect(locate(index, lat, long, midnight).ward_code).toBe("new");
    expect(locate(index, lat, long, startOfDay("2009-12-31")).ward_code).toBe("");
  });

  it("gives without a time the unit still in force", () => {
    expect(locate(index, lat, long).ward_code).toBe("new");
  });
});

describe("a reform that changes only some wards", () => {
  const REFORM = "2027-01-01";
  const box = (west: number, east: number): Point[] => [
    [west, 10.7],
    [east, 10.7],
    [east, 10.9],
    [west, 10.9],
    [west, 10.7],
  ];
  const drawn = (code: string, west: number, east: number): Boundary => ({
    code,
    name: code,
    parts: [[box(west, east)]],
  });
  const cellsAt = (long: number, code: string): [string, string] => [latLngToCell(10.8, long, 7), code];
  const stays = ward("stays");
  const ends = ward("ends", "2025-07-01", "2026-12-31");
  const first = ward("first", REFORM);
  const second = ward("second", REFORM);
  const cells = [cellsAt(106.5, "stays"), cellsAt(107.5, "ends"), cellsAt(107.5, "first")];
  const byCells = buildWardIndex({ wards: [stays, ends, first, second], cells, startOfDay });
  const before = startOfDay(REFORM) - 1;
  const wardAt = (index: typeof byCells, long: number, atMs?: number) =>
    locate(index, 10.8, long, atMs).ward_code;

  it("has those that stay from their boundaries of before, those that came from the new ones", () => {
    const index = withBoundaries(
      byCells,
      [
        { boundaries: [drawn("stays", 106, 107)], valid_from: stays.valid_from, valid_to: null },
        { boundaries: [drawn("ends", 107, 108)], valid_from: ends.valid_from, valid_to: ends.valid_to },
        {
          boundaries: [drawn("first", 107, 107.4), drawn("second", 107.4, 108)],
          valid_from: REFORM,
          valid_to: null,
        },
      ],
      { startOfDay },
    );
    expect([106.2, 107.2, 107.6].map((long) => wardAt(index, long, before))).toEqual([
      "stays",
      "ends",
      "ends",
    ]);
    expect([106.2, 107.2, 107.6, 108.5].map((long) => wardAt(index, long))).toEqual([
      "stays",
      "first",
      "second",
      "",
    ]);
  });

  it("has those that stay from their cells when only the new ones are drawn", () => {
    const boundaries = [drawn("first", 107, 107.2), drawn("second", 107.2, 107.3)];
    const index = withBoundaries(byCells, [{ boundaries, valid_from: REFORM, valid_to: null }], {
      startOfDay,
    });
    expect(wardAt(index, 106.5)).toBe("stays");
    expect(wardAt(index, 107.25)).toBe("second");
    // A cell of "first" beyond the line that was drawn is outside.
    expect(wardAt(index, 107.5)).toBe("");
    expect(wardAt(index, 107.5, before)).toBe("ends");
  });
});

describe("buildWardIndex", () => {
  const build = (cells: [string, string][], wards = [ward("A"), ward("B")]) =>
    buildWardIndex({ wards, cells, startOfDay });

  it.each<[string, [string, string][], RegExp]>([
    ["no cell", [["8a65zz", "A"]], /no H3 cell/],
    ["too fine a cell", [[cellToCenterChild(centre, 11), "A"]], /no H3 cell of resolution 0 to 10/],
    ["an unknown ward", [[centre, "C"]], /unknown ward "C"/],
    [
      "a cell of two wards",
      [
        [centre, "A"],
        [centre, "B"],
      ],
      /in ward B and in ward A at once/,
    ],
    [
      "a cell twice",
      [
        [centre, "A"],
        [centre, "A"],
      ],
      /in ward A and in ward A at once/,
    ],
    [
      "a cell inside another",
      [
        [centre, "A"],
        [cellToCenterChild(centre, 9), "B"],
      ],
      /in ward A and in ward B/,
    ],
  ])("refuses %s, naming the cell", (_what, cells, message) => {
    expect(() => build(cells)).toThrow(message);
    expect(() => build(cells)).toThrow(WardIndexError);
    expect(() => build(cells)).toThrow(cells.at(-1)?.[0]);
  });
});
