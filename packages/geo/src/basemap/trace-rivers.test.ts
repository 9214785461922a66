import { describe, expect, it } from "vitest";
import type { Point } from "../boundaries.ts";
import { buildOutlinesFromPolygons } from "../outlines.ts";
import { cutCorners } from "./cut-corners.ts";
import { joinLines } from "./join-lines.ts";
import { type Reach, traceRivers } from "./trace-rivers.ts";

/** Two wards side by side, each 0.1° wide; the border between them bends, and a third lies north of both. */
const BEND: Point[] = [
  [106.1, 10],
  [106.12, 10.03],
  [106.08, 10.06],
  [106.1, 10.1],
];
const NORTH: Point = [106.1, 10.2];
const wards = buildOutlinesFromPolygons(
  new Map([
    ["w", [[[[106, 10], ...BEND, [106, 10.1], [106, 10]]]]],
    ["e", [[[[106.2, 10], [106.2, 10.1], ...BEND.toReversed(), [106.2, 10]]]]],
    ["n", [[[[106, 10.1], [106.1, 10.1], NORTH, [106, 10.2], [106, 10.1]]]]],
    ["m", [[[[106.1, 10.1], [106.2, 10.1], [106.2, 10.2], NORTH, [106.1, 10.1]]]]],
  ]),
);
const reach = (of: Partial<Reach>): Reach => ({
  name: "Sông",
  width: 200,
  wards: ["e", "w"],
  from: [106.1, 10],
  to: [106.1, 10.1],
  ...of,
});

describe("traceRivers", () => {
  it("follows the border between two wards and joins what meets", () => {
    const { lines, lost } = traceRivers(wards, [
      reach({}),
      reach({ wards: ["n", "m"], from: NORTH, to: [106.1005, 10.1] }),
    ]);
    expect(lost).toEqual([]);
    expect(lines).toHaveLength(1);
    const line = lines[0]?.line ?? [];
    expect(line[0]?.[1]).toBeCloseTo(10, 4);
    expect(line.at(-1)?.[1]).toBeCloseTo(10.2, 4);
    // The corners of the bend are cut, hence none of its inner points is left.
    for (const [long] of line) expect(Math.abs(long - 106.1)).toBeLessThan(0.019);
  });
  it("keeps stretches of another width or name apart, with a common end", () => {
    const { lines } = traceRivers(wards, [
      reach({}),
      reach({ wards: ["m", "n"], width: 90, to: NORTH, from: [106.1, 10.1] }),
    ]);
    expect(lines.map(({ width }) => width)).toEqual([200, 90]);
    expect(lines[1]?.line[0]).toEqual(lines[0]?.line.at(-1));
  });
  it("crosses from end to end where no ward is named", () => {
    const { lines, lost } = traceRivers(wards, [
      reach({}),
      reach({ wards: [], name: "Kênh", from: [106.101, 10], to: [106.101, 10.1] }),
    ]);
    expect(lost).toEqual([]);
    expect(lines[1]?.line).toEqual([lines[0]?.line[0], lines[0]?.line.at(-1)]);
  });
  it("names what no border follows: other wards, or ends elsewhere", () => {
    const { lines, lost } = traceRivers(wards, [
      reach({ wards: ["w", "m"] }),
      reach({ from: [106.5, 10] }),
      reach({ wards: [] }),
    ]);
    expect(lines).toEqual([]);
    expect(lost).toEqual([0, 1, 2]);
  });
});

describe("cutCorners", () => {
  it("keeps the ends and cuts every corner once", () => {
    expect(
      cutCorners([
        [0, 0],
        [4, 0],
        [4, 4],
      ]),
    ).toEqual([
      [0, 0],
      [3, 0],
      [4, 1],
      [4, 4],
    ]);
  });
});

describe("joinLines", () => {
  it("joins either way round and leaves what does not touch", () => {
    const a: Point[] = [
      [0, 0],
      [1, 0],
    ];
    const b: Point[] = [
      [2, 0],
      [1, 0],
    ];
    const c: Point[] = [
      [5, 5],
      [6, 6],
    ];
    const d: Point[] = [
      [0, 0],
      [0, 1],
    ];
    expect(joinLines([a, c, b, d])).toEqual([
      [
        [0, 1],
        [0, 0],
        [1, 0],
        [2, 0],
      ],
      [
        [5, 5],
        [6, 6],
      ],
    ]);
  });
});
