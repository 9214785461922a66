import { appendTo } from "./append-to.ts";
import type { Boundary } from "./boundaries.ts";
import { CELL_RESOLUTION, cellPath, cellResolution, cellsAround, isPoint, pointToCell } from "./cells.ts";
import { buildPolygonIndex, locatePolygon, type PolygonIndex } from "./polygon-index.ts";

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
  /** Unit that held all of a ward in an earlier epoch, by ward code: its cells are the ward's. */
  former?: ReadonlyMap<string, IndexedWard>;
  /** Instant (epoch ms) at which a local date begins in the city's time zone. */
  startOfDay: (date: string) => number;
}

/** A unit with its validity as instants: from ≤ t < until. */
interface WardSpan {
  code: string;
  /** The ward whose cells these are; of a former unit, one of those made of it. */
  ward: string;
  from: number;
  until: number;
}

/** The cells of one resolution, by {@link cellPath}. */
interface CellLevel {
  resolution: number;
  spansByPath: Map<number, WardSpan[]>;
}

/** Exact boundaries for a time, from ≤ t < until. */
interface ExactEpoch {
  from: number;
  until: number;
  polygons: PolygonIndex;
  /** Code of a polygon → unit of this epoch; null when they are the same. */
  unitOf: ReadonlyMap<string, string> | null;
}

/** Made by {@link buildWardIndex} and read by {@link locate}; it does not change. */
export interface WardIndex {
  /** Only the resolutions present in the table, coarsest first: few large cells cover most of a city. */
  readonly levels: readonly Readonly<CellLevel>[];
  /** Exact boundaries; where there are any, they decide and the cells do not. */
  readonly exact: readonly Readonly<ExactEpoch>[];
  /** Wards that have boundaries. */
  readonly drawn: ReadonlySet<string>;
}

export interface Located {
  /** H3 cell at resolution 10 as hex string; "" when the point is none. */
  cell: string;
  /** Unit in force that contains the point, or without exact boundaries its cell's centre; "" when none. */
  ward_code: string;
}

/** A row of the cell table that cannot be indexed. */
export class WardIndexError extends Error {
  readonly code = "ward_index";
  readonly cell: string;
  constructor(cell: string, message: string) {
    super(message);
    this.name = "WardIndexError";
    this.cell = cell;
  }
}

/**
 * Index of a table of compacted cells. One cell may belong to units of several epochs.
 * Throws WardIndexError naming the cell when it is no H3 cell, finer than resolution 10,
 * of an unknown unit, or claimed by two units in force at the same time.
 */
export function buildWardIndex(input: WardIndexInput): WardIndex {
  const { startOfDay } = input;
  const spans = new Map(
    input.wards.map((ward) => [ward.code, { ...spanOf(ward, startOfDay), ward: ward.code }]),
  );
  const formerSpans = new Map(
    [...(input.former ?? [])].map(([ward, unit]) => [ward, { ...spanOf(unit, startOfDay), ward }]),
  );
  const levels: CellLevel[] = [];
  const claims: { cell: string; path: number; resolution: number; span: WardSpan }[] = [];
  for (const [cell, code] of input.cells) {
    const resolution = cellResolution(cell);
    if (resolution < 0 || resolution > CELL_RESOLUTION) {
      throw new WardIndexError(cell, `"${cell}" is no H3 cell of resolution 0 to ${CELL_RESOLUTION}`);
    }
    const span = spans.get(code);
    if (span === undefined) throw new WardIndexError(cell, `cell ${cell}: unknown ward "${code}"`);
    const formerSpan = formerSpans.get(code);
    for (const one of formerSpan === undefined ? [span] : [span, formerSpan]) {
      const claim = { cell, path: cellPath(cell, resolution), resolution, span: one };
      claims.push(claim);
      addToLevel(levels, claim);
    }
  }
  levels.sort((a, b) => a.resolution - b.resolution);
  for (const { cell, path, resolution, span } of claims) refuseOverlap(levels, cell, path, resolution, span);
  return { levels, exact: [], drawn: new Set() };
}

function spanOf({ code, valid_from, valid_to }: IndexedWard, startOfDay: (date: string) => number) {
  const until = valid_to === null ? Number.POSITIVE_INFINITY : startOfDay(dayAfter(valid_to));
  return { code, from: startOfDay(valid_from), until };
}

/** The wards' exact boundaries, in force as long as the wards are. */
export interface WardBoundaries {
  boundaries: readonly Boundary[];
  valid_from: string;
  /** null = still in force. */
  valid_to: string | null;
}

/**
 * The same index, deciding by exact boundaries where it has them; `former` as in {@link WardIndexInput}.
 * Cells stay as they are: {@link wardOfCell} answers from them.
 */
export function withBoundaries(
  index: WardIndex,
  epochs: readonly WardBoundaries[],
  { former, startOfDay }: Pick<WardIndexInput, "former" | "startOfDay">,
): WardIndex {
  const exact: ExactEpoch[] = [];
  const drawn = new Set<string>();
  for (const { boundaries, valid_from, valid_to } of epochs) {
    const polygons = buildPolygonIndex(boundaries);
    exact.push({ ...spanOf({ code: "", valid_from, valid_to }, startOfDay), polygons, unitOf: null });
    const codes = new Set(boundaries.map(({ code }) => code));
    for (const code of codes) drawn.add(code);
    for (const span of formerEpochs(former, codes, startOfDay)) exact.push({ ...span, polygons });
  }
  return { ...index, exact, drawn };
}

/** The epochs in which former units held those wards, each with unit by ward. */
function formerEpochs(
  former: WardIndexInput["former"],
  codes: ReadonlySet<string>,
  startOfDay: (date: string) => number,
): { from: number; until: number; unitOf: Map<string, string> }[] {
  const epochs = new Map<string, { from: number; until: number; unitOf: Map<string, string> }>();
  for (const [ward, unit] of former ?? []) {
    if (!codes.has(ward)) continue;
    const { from, until } = spanOf(unit, startOfDay);
    const known = epochs.get(`${from} ${until}`) ?? { from, until, unitOf: new Map<string, string>() };
    epochs.set(`${from} ${until}`, known);
    known.unitOf.set(ward, unit.code);
  }
  return [...epochs.values()];
}

function addToLevel(levels: CellLevel[], claim: { path: number; resolution: number; span: WardSpan }): void {
  let level = levels.find(({ resolution }) => resolution === claim.resolution);
  if (level === undefined) {
    level = { resolution: claim.resolution, spansByPath: new Map() };
    levels.push(level);
  }
  appendTo(level.spansByPath, claim.path, claim.span);
}

/** Refuses a cell that stands in the table twice, or inside a coarser one: its place would have two units at a time. */
function refuseOverlap(
  levels: readonly CellLevel[],
  cell: string,
  path: number,
  resolution: number,
  span: WardSpan,
): void {
  for (const level of levels) {
    if (level.resolution > resolution) continue;
    let claims = 0;
    for (const other of level.spansByPath.get(pathOfParent(path, resolution, level.resolution)) ?? []) {
      if (other.from >= span.until || span.from >= other.until) continue;
      claims += 1;
      // On its own level a cell finds itself once.
      if (level.resolution < resolution || claims > 1) {
        const both = `in ward ${other.code} and in ward ${span.code} at once`;
        throw new WardIndexError(cell, `cell ${cell} is ${both}`);
      }
    }
  }
}

function pathOfParent(path: number, resolution: number, coarser: number): number {
  return Math.floor(path / 8 ** (resolution - coarser));
}

function dayAfter(date: string): string {
  const next = new Date(`${date}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}

/**
 * Cell and unit of a point (degrees WGS84, latitude first).
 * `atMs` (epoch ms) chooses the epoch; without it the unit still in force is meant.
 * Without boundaries the unit is that of the resolution-10 cell's centre, hence within one cell (≈ 76 m) of a
 * border it may be the neighbour's. `ward_code` is "" outside every unit of that epoch; no point gives two "".
 */
export function locate(index: WardIndex, lat: number, long: number, atMs?: number): Located {
  if (!isPoint(lat, long)) return { cell: "", ward_code: "" };
  const cell = pointToCell(lat, long);
  for (const epoch of index.exact) {
    if (!isMeant(epoch, atMs)) continue;
    const { polygons, unitOf } = epoch;
    const code = locatePolygon(polygons, lat, long);
    if (code !== "") return { cell, ward_code: unitOf === null ? code : (unitOf.get(code) ?? "") };
  }
  const span = spanOfCell(index, cell, atMs);
  // A ward with an exact boundary ends there, and its cells no longer count; wards without one still have theirs.
  return { cell, ward_code: span === undefined || index.drawn.has(span.ward) ? "" : span.code };
}

/** Unit of a resolution-10 cell, as {@link locate} finds it. */
export function wardOfCell(index: WardIndex, cell: string, atMs?: number): string {
  return spanOfCell(index, cell, atMs)?.code ?? "";
}

/** Rings of resolution-10 cells, about 130 m each, within which a border of the table may be wrong. */
const BORDER_RINGS = 3;

/**
 * Whether a point lies outside the city: in no unit of its epoch or of today, and not beside one either. False where
 * the table knows no unit at all.
 */
export function isOutside(index: WardIndex, lat: number, long: number, atMs: number): boolean {
  if (index.levels.length === 0 && index.exact.length === 0) return false;
  if (locate(index, lat, long, atMs).ward_code !== "" || locate(index, lat, long).ward_code !== "")
    return false;
  if (!isPoint(lat, long)) return true;
  const around = cellsAround(pointToCell(lat, long), BORDER_RINGS);
  return around.every((cell) => wardOfCell(index, cell, atMs) === "" && wardOfCell(index, cell) === "");
}

function spanOfCell(index: WardIndex, cell: string, atMs: number | undefined): WardSpan | undefined {
  const path = cellPath(cell, CELL_RESOLUTION);
  for (const { resolution, spansByPath } of index.levels) {
    for (const span of spansByPath.get(pathOfParent(path, CELL_RESOLUTION, resolution)) ?? []) {
      if (isMeant(span, atMs)) return span;
    }
  }
  return undefined;
}

function isMeant({ from, until }: { from: number; until: number }, atMs: number | undefined): boolean {
  return atMs === undefined ? until === Number.POSITIVE_INFINITY : from <= atMs && atMs < until;
}
