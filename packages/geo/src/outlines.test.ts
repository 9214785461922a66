import { cellArea, cellToLatLng, gridDisk, latLngToCell } from "h3-js";
import { feature, neighbors } from "topojson-client";
import { describe, expect, it } from "vitest";
import { buildOutlines, buildOutlinesFromPolygons, coarsenOutlines, type WardTopology } from "./outlines.ts";

type Row = [string, string];
const west = latLngToCell(10.78, 106.68, 10);
const inWest = gridDisk(west, 12);
const inEast = gridDisk(latLngToCell(10.78, 106.7, 10), 12).filter((cell) => !inWest.includes(cell));
const rows: Row[] = [...inWest.map((cell): Row => [cell, "W"]), ...inEast.map((cell): Row => [cell, "E"])];

const idsOf = (outlines: WardTopology) => outlines.objects.wards.geometries.map(({ id }) => id);

/** Area of a topology's wards in square degrees. */
function areaOf(outlines: WardTopology): number {
  let sum = 0;
  for (const { geometry } of feature(outlines, outlines.objects.wards).features) {
    const polygons =
      geometry.type === "MultiPolygon"
        ? geometry.coordinates
        : geometry.type === "Polygon"
          ? [geometry.coordinates]
          : [];
    for (const ring of polygons.flat()) {
      for (const [i, [x = 0, y = 0]] of ring.entries()) {
        const [nextX = x, nextY = y] = ring[i + 1] ?? [];
        sum += (x * nextY - nextX * y) / 2;
      }
    }
  }
  return Math.abs(sum);
}

describe("buildOutlines", () => {
  const outlines = buildOutlines(rows);

  it("draws each ward once under its code", () => {
    expect(idsOf(outlines)).toEqual(["E", "W"]);
  });

  it("shares the border: both wards are neighbours by one arc", () => {
    expect(neighbors(outlines.objects.wards.geometries)).toEqual([[1], [0]]);
  });

  it("takes the zigzag out and keeps the area", () => {
    const points = outlines.arcs.reduce((sum, arc) => sum + arc.length, 0);
    expect(points).toBeLessThan(rows.length / 4);
    const squareKm = rows.reduce((sum, [cell]) => sum + cellArea(cell, "km2"), 0);
    const squareDegrees = squareKm / (111.32 ** 2 * Math.cos((10.78 * Math.PI) / 180));
    expect(areaOf(outlines) / squareDegrees).toBeGreaterThan(0.98);
    expect(areaOf(outlines) / squareDegrees).toBeLessThan(1.02);
  });

  it("does not depend on the order of the table", () => {
    expect(buildOutlines([...rows].reverse())).toEqual(outlines);
  });

  it("gives a speck to the neighbour around it", () => {
    const spotted = rows.map(([cell, ward]): Row => [cell, cell === west ? "E" : ward]);
    expect(buildOutlines(spotted)).toEqual(outlines);
  });

  it("drops an islet, but never all a ward has", () => {
    const [islet = "", second = ""] = gridDisk(latLngToCell(10.6, 106.9, 10), 5).slice(-2);
    const withIslet = buildOutlines([...rows, [islet, "W"]]);
    expect(withIslet).toEqual(outlines);
    const ownIslet = buildOutlines([...rows, [second, "I"]]);
    expect(idsOf(ownIslet)).toEqual(["E", "I", "W"]);
    const [lat, long] = cellToLatLng(second);
    const [minX, minY] = ownIslet.bbox ?? [];
    expect([minX, minY].every(Number.isFinite)).toBe(true);
    expect(lat).toBeGreaterThan((minY ?? 0) - 0.01);
    expect(long).toBeGreaterThan(minX ?? 0);
  });
});

describe("buildOutlinesFromPolygons", () => {
  it("keeps straight borders as they are, shared", () => {
    const square = (x: number) => [
      [
        [
          [x, 10],
          [x + 1, 10],
          [x + 1, 11],
          [x, 11],
          [x, 10],
        ],
      ],
    ];
    const outlines = buildOutlinesFromPolygons(
      new Map([
        ["A", square(106)],
        ["B", square(107)],
      ]),
    );
    expect(neighbors(outlines.objects.wards.geometries)).toEqual([[1], [0]]);
    expect(areaOf(outlines)).toBeCloseTo(2, 6);
  });
});

describe("coarsenOutlines", () => {
  const outlines = buildOutlines(rows);
  const coarse = coarsenOutlines(outlines, 20_000);

  it("drops small corners, and keeps wards, their shared border and their area", () => {
    const count = ({ arcs }: WardTopology) => arcs.reduce((sum, arc) => sum + arc.length, 0);
    expect(count(coarse)).toBeLessThan(count(outlines) * 0.6);
    expect(idsOf(coarse)).toEqual(idsOf(outlines));
    expect(neighbors(coarse.objects.wards.geometries)).toEqual([[1], [0]]);
    expect(areaOf(coarse) / areaOf(outlines)).toBeCloseTo(1, 1);
  });
});
