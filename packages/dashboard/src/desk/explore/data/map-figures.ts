import type { Matrix } from "@toancanh/contracts";
import type { HeatCells } from "../../../client/heat-cells.ts";
import {
  countClass,
  countEdges,
  RATIO_COLOURS,
  RATIO_EDGES,
  ratioClass,
} from "../../../map/layers/classes.ts";
import { SEQUENTIAL } from "../../../ui/palette.ts";
import type { Measure, View } from "../state/explore-state.ts";

/** What a map shows, one entry a cell or ward. NaN where a figure is not known. */
export interface MapFigures {
  view: View;
  as_of: string;
  /** Places and unlocated together. */
  total: number;
  unlocated: number;
  ids: readonly string[];
  count: Float64Array;
  expected: Float64Array;
  late: Float64Array;
  due: Float64Array;
}

/** With fewer due than this, one late report more or less is everything: no rate is shown. */
export const LEAST_DUE = 10;
/** Lower edges of the classes of a late share; the state block is held to less than 1 %. */
const SHARE_EDGES = [0.01, 0.02, 0.05, 0.1, 0.2] as const;

export function figuresOfCells(heat: HeatCells): MapFigures {
  const { as_of, total, unlocated, cells, count, expected, late, due } = heat;
  return { view: "cells", as_of, total, unlocated, ids: cells, count, expected, late, due };
}

interface WardSum {
  count: number;
  late: number;
  due: number;
}

/** Wards with all that every filter leaves, what was due among it too; what is usual is known by cell only. */
export function figuresOfMatrix({ as_of, rows }: Matrix): MapFigures {
  const sums = new Map<string, WardSum>();
  let unlocated = 0;
  let total = 0;
  for (const { ward_code, received, late, due } of rows) {
    total += received;
    if (ward_code === "") {
      unlocated += received;
      continue;
    }
    const sum = sums.get(ward_code) ?? { count: 0, late: 0, due: 0 };
    sums.set(ward_code, { count: sum.count + received, late: sum.late + late, due: sum.due + due });
  }
  const ids = [...sums.keys()];
  const column = (of: (sum: WardSum) => number) => Float64Array.from(sums.values(), of);
  return {
    view: "wards",
    as_of,
    total,
    unlocated,
    ids,
    count: column((sum) => sum.count),
    late: column((sum) => sum.late),
    due: column((sum) => sum.due),
    expected: new Float64Array(ids.length).fill(Number.NaN),
  };
}

/** What is on the map: the sum over places. With `unlocated` it is `total`. */
export function locatedOf({ count }: MapFigures): number {
  return count.reduce((sum, value) => sum + value, 0);
}

/** The measure of one place; null when there is nothing to divide by. */
export function valueAt(figures: MapFigures, measure: Measure, index: number): number | null {
  const count = figures.count[index] ?? 0;
  if (measure === "count") return count;
  if (measure === "ratio") {
    const expected = figures.expected[index] ?? Number.NaN;
    return expected > 0 ? count / expected : null;
  }
  const due = figures.due[index] ?? Number.NaN;
  return due >= LEAST_DUE ? (figures.late[index] ?? 0) / due : null;
}

/** Class edges, their colours (one more than edges), and the class of a place: null when it has no value. */
export interface MapScale {
  edges: readonly number[];
  colours: readonly string[];
  classAt(index: number): number | null;
}

/** Shares of the wards below each edge: broad classes for the many, small ones for the busiest. */
const WARD_SHARES = [0.15, 0.35, 0.55, 0.75, 0.88, 0.96];

/**
 * Class edges from the wards themselves: their counts lie within one or two powers of ten, where edges made
 * for cells would put nearly all of them into one class.
 */
function wardEdges(counts: Float64Array): number[] {
  const sorted = counts.toSorted();
  const edges = new Set<number>();
  for (const share of WARD_SHARES) {
    const value = sorted[Math.floor(share * sorted.length)] ?? 0;
    // Two digits: an edge that can be said aloud.
    const unit = Math.max(1, 10 ** (Math.floor(Math.log10(Math.max(1, value))) - 1));
    const edge = Math.round(value / unit) * unit;
    if (edge > (sorted[0] ?? 0)) edges.add(edge);
  }
  return [...edges];
}

const sixColours = RATIO_COLOURS.map((index) => SEQUENTIAL[index]);

export function scaleOf(figures: MapFigures, measure: Measure): MapScale {
  if (measure === "ratio") {
    return {
      edges: RATIO_EDGES,
      colours: sixColours,
      classAt: (index) => {
        const expected = figures.expected[index] ?? Number.NaN;
        return Number.isNaN(expected) ? null : ratioClass(figures.count[index] ?? 0, expected);
      },
    };
  }
  const count = figures.view === "wards" ? wardEdges : countEdges;
  const edges = measure === "count" ? count(figures.count) : SHARE_EDGES;
  return {
    edges,
    colours: measure === "count" ? SEQUENTIAL.slice(0, edges.length + 1) : sixColours,
    classAt: (index) => {
      const value = valueAt(figures, measure, index);
      return value === null ? null : countClass(value, edges);
    },
  };
}

/** Places by their measure, highest first; equal ones by count, those without a value last. */
export function rankPlaces(figures: MapFigures, measure: Measure): number[] {
  const values = figures.ids.map((_, index) => valueAt(figures, measure, index) ?? Number.NEGATIVE_INFINITY);
  const order = figures.ids.map((_, index) => index);
  return order.sort((a, b) => {
    const [valueA = 0, valueB = 0] = [values[a], values[b]];
    if (valueA !== valueB) return valueA > valueB ? -1 : 1;
    return (figures.count[b] ?? 0) - (figures.count[a] ?? 0) || a - b;
  });
}
