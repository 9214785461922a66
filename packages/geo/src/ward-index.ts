import { CELL_RESOLUTION, cellResolution, isPoint, parentCell, pointToCell } from "./cells.ts";

/** An administrative unit as far as locating needs it; dates are local, inclusive, YYYY-MM-DD. */
export interface IndexedWard {
  code: string;
  valid_from: string;
  /** null = still in force. */
  valid_to: string | null;
}

export interface WardIndexInput {
  wards: readonly IndexedWard[];
  /** [H3 cell, ward code]: compacted, resolution ≤ 10, none inside another of the same epoch. */
  cells: Iterable<readonly [string, string]>;
  /** Instant (epoch ms) at which a local date begins in the city's time zone. */
  startOfDay: (date: string) => number;
}

/** Validity as instants: from ≤ t < until. */
interface WardSpan {
  code: string;
  from: number;
  until: number;
}

/** Made by {@link buildWardIndex}; read by {@link locate}. Holds a bounded cache, otherwise immutable. */
export interface WardIndex {
  readonly cells: ReadonlyMap<string, readonly string[]>;
  readonly spans: ReadonlyMap<string, WardSpan>;
  /** Resolutions present in the table, finest first. */
  readonly resolutions: readonly number[];
  readonly cache: Map<string, readonly string[]>;
}

export interface Located {
  /** H3 cell at resolution 10 as hex string; "" when the point is none. */
  cell: string;
  /** Unit in force that contains the cell's centre; "" when none. */
  ward_code: string;
}

export class WardIndexError extends Error {
  readonly code = "ward_index";
  readonly cell: string;
  constructor(cell: string, message: string) {
    super(message);
    this.name = "WardIndexError";
    this.cell = cell;
  }
}

/** 450,000 cells of resolution 10 cover the largest city we know; a tenth holds its busy part. */
const CACHE_LIMIT = 50_000;
const NOWHERE: readonly string[] = [];

/**
 * Index of a table of compacted cells. One cell may belong to units of several epochs.
 * Throws WardIndexError naming the cell when it is no H3 cell, finer than resolution 10,
 * of an unknown unit, or twice in units in force at the same time.
 */
export function buildWardIndex(input: WardIndexInput): WardIndex {
  const spans = new Map<string, WardSpan>();
  for (const ward of input.wards) {
    spans.set(ward.code, {
      code: ward.code,
      from: input.startOfDay(ward.valid_from),
      until: ward.valid_to === null ? Number.POSITIVE_INFINITY : dayAfter(ward.valid_to, input.startOfDay),
    });
  }
  const cells = new Map<string, string[]>();
  const resolutions = new Set<number>();
  for (const [cell, code] of input.cells) {
    const resolution = cellResolution(cell);
    if (resolution < 0 || resolution > CELL_RESOLUTION) {
      throw new WardIndexError(cell, `"${cell}" is no H3 cell of resolution 0 to ${CELL_RESOLUTION}`);
    }
    const span = spans.get(code);
    if (span === undefined) throw new WardIndexError(cell, `cell ${cell}: unknown ward "${code}"`);
    const codes = cells.get(cell);
    if (codes === undefined) {
      cells.set(cell, [code]);
    } else {
      for (const other of codes) {
        const otherSpan = spans.get(other);
        if (otherSpan !== undefined && otherSpan.from < span.until && span.from < otherSpan.until) {
          throw new WardIndexError(cell, `cell ${cell} is in ward ${other} and in ward ${code} at once`);
        }
      }
      codes.push(code);
    }
    resolutions.add(resolution);
  }
  return { cells, spans, resolutions: [...resolutions].sort((a, b) => b - a), cache: new Map() };
}

/** Start of the local day after a local date. */
function dayAfter(date: string, startOfDay: (date: string) => number): number {
  const next = new Date(`${date}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return startOfDay(next.toISOString().slice(0, 10));
}

/**
 * Cell and unit of a point (degrees WGS84, latitude first).
 * `atMs` (epoch ms) chooses the epoch; without it the unit still in force is meant.
 * The unit is that of the resolution-10 cell's centre, hence within one cell (≈ 76 m) of a border it
 * may be the neighbour's. `ward_code` is "" outside every unit of that epoch; no point gives two "".
 */
export function locate(index: WardIndex, lat: number, long: number, atMs?: number): Located {
  if (!isPoint(lat, long)) return { cell: "", ward_code: "" };
  const cell = pointToCell(lat, long);
  return { cell, ward_code: wardOfCell(index, cell, atMs) };
}

/** Unit of a resolution-10 cell; see {@link locate}. */
export function wardOfCell(index: WardIndex, cell: string, atMs?: number): string {
  for (const code of codesOfCell(index, cell)) {
    const span = index.spans.get(code);
    if (span === undefined) continue;
    const inForce =
      atMs === undefined ? span.until === Number.POSITIVE_INFINITY : span.from <= atMs && atMs < span.until;
    if (inForce) return code;
  }
  return "";
}

/** Codes of all epochs. Parents are walked once per cell: a hit in the cache costs one lookup. */
function codesOfCell(index: WardIndex, cell: string): readonly string[] {
  const known = index.cache.get(cell);
  if (known !== undefined) return known;
  const found: string[] = [];
  for (const resolution of index.resolutions) {
    const codes = index.cells.get(resolution === CELL_RESOLUTION ? cell : parentCell(cell, resolution));
    if (codes !== undefined) found.push(...codes);
  }
  const codes = found.length === 0 ? NOWHERE : found;
  if (index.cache.size >= CACHE_LIMIT) index.cache.clear();
  index.cache.set(cell, codes);
  return codes;
}
