import type { Succession } from "./former-units.ts";

/** Obligations of one place: how many, how many were due, how many of these late. */
export interface Volume {
  received: number;
  due: number;
  late: number;
}

/** Reports of one window by the unit they were counted in then and the unit that contains their place now. */
export interface UnitFlow extends Volume {
  /** Place in the list of windows, from 0, oldest first. */
  window: number;
  /** Unit of the report's own epoch; "" when none is known. */
  then_unit: string;
  /** Unit of today; "" when none contains it, or it has no place. */
  now_unit: string;
}

/**
 * Why a unit's two readings agree or differ: `same` they agree in every window; `reformed` reports of its place
 * were counted elsewhere then; `former` the unit is no more; `unplaced` reports without a unit.
 */
type TrendKind = "same" | "reformed" | "former" | "unplaced";

export interface UnitTrend {
  unit: string;
  kind: TrendKind;
  /** By window, within the boundary of today: the figures that may be compared. */
  like_for_like: Volume[];
  /** By window, as counted then. */
  as_then: Volume[];
  /** Where the reports of its place were counted, other than under its own name; received by window. */
  counted_in: { unit: string; received: number[] }[];
  /** Former units that went into it, whole or in part, as far as the crosswalk tells. */
  made_of: { unit: string; share: "full" | "partial" }[];
}

export interface LikeForLike {
  /** By unit. */
  units: UnitTrend[];
  /** By window; both readings sum to it. */
  totals: Volume[];
}

/**
 * The trend across a reform, in both readings. A report is one report in every reading, so the totals are the
 * same; only where it is counted differs, and `counted_in` says by how much.
 * `windows` is the number of windows; a flow outside of them throws RangeError.
 */
export function compareLikeForLike(
  flows: readonly UnitFlow[],
  windows: number,
  crosswalk: readonly Succession[],
): LikeForLike {
  const totals = emptyVolumes(windows);
  const units = new Map<string, UnitTrend>();
  const unitOf = (unit: string): UnitTrend => {
    const known = units.get(unit);
    if (known !== undefined) return known;
    const made: UnitTrend = {
      unit,
      kind: "same",
      like_for_like: emptyVolumes(windows),
      as_then: emptyVolumes(windows),
      counted_in: [],
      made_of: crosswalk
        .filter(({ ward_code }) => ward_code === unit)
        .map(({ former_unit, share }) => ({ unit: former_unit, share })),
    };
    units.set(unit, made);
    return made;
  };
  for (const flow of flows) {
    const now = unitOf(flow.now_unit);
    for (const list of [totals, now.like_for_like, unitOf(flow.then_unit).as_then]) {
      addTo(list[flow.window], flow);
    }
    if (flow.then_unit !== flow.now_unit) countElsewhere(now, flow, windows);
  }
  for (const unit of units.values()) unit.kind = kindOf(unit);
  return { units: [...units.values()].sort((a, b) => (a.unit < b.unit ? -1 : 1)), totals };
}

function countElsewhere({ counted_in }: UnitTrend, flow: UnitFlow, windows: number): void {
  let place = counted_in.find(({ unit }) => unit === flow.then_unit);
  if (place === undefined) {
    place = { unit: flow.then_unit, received: new Array<number>(windows).fill(0) };
    counted_in.push(place);
  }
  place.received[flow.window] = (place.received[flow.window] ?? 0) + flow.received;
}

function kindOf({ unit, like_for_like, counted_in }: UnitTrend): TrendKind {
  if (unit === "") return "unplaced";
  if (like_for_like.every(({ received }) => received === 0)) return "former";
  return counted_in.length === 0 ? "same" : "reformed";
}

function emptyVolumes(windows: number): Volume[] {
  return Array.from({ length: windows }, () => ({ received: 0, due: 0, late: 0 }));
}

function addTo(sum: Volume | undefined, { received, due, late }: Volume): void {
  if (sum === undefined) throw new RangeError("a flow of a window that was not asked for");
  sum.received += received;
  sum.due += due;
  sum.late += late;
}
