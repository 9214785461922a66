import type { AssignmentState, ObjectionRow, ReportState } from "@toancanh/contracts";
import type { Excuse } from "./metrics.ts";

/** An assignment with the objection that was upheld against its being late. */
export type ExcusableAssignment = AssignmentState & { excuse?: Excuse };

/** The newest version of each objection, as far as it was known by a moment (epoch ms of the city). */
export function objectionsAt(versions: Iterable<ObjectionRow>, knownAt: number): ObjectionRow[] {
  const newest = new Map<string, ObjectionRow>();
  for (const row of versions) {
    const before = newest.get(row.id);
    if (row.known_at <= knownAt && (before === undefined || row.version > before.version)) {
      newest.set(row.id, row);
    }
  }
  return [...newest.values()];
}

/**
 * Lays what was upheld by a moment over states: the one place where an objection has its effect (docs/metrics.md §6).
 * It excuses one agency's obligation with all its stages; the report's own, the citizen's question, stays as it is.
 */
export function excuseUpheld(
  versions: Iterable<ObjectionRow>,
  knownAt: number,
): <S extends Pick<ReportState, "service_request_id" | "received_at" | "assignments">>(state: S) => S {
  const excuses = new Map<string, Excuse>();
  for (const row of objectionsAt(versions, knownAt)) {
    const { id, state, reason, ground } = row;
    if (state === "upheld") excuses.set(keyOf(row, row), { id, reason, ground });
  }
  if (excuses.size === 0) return (state) => state;
  return (state) => {
    const assignments = state.assignments.map((one): ExcusableAssignment => {
      const excuse = excuses.get(keyOf(state, one));
      return excuse === undefined ? one : { ...one, excuse };
    });
    return { ...state, assignments };
  };
}

function keyOf(
  { service_request_id, received_at }: Pick<ObjectionRow, "service_request_id" | "received_at">,
  { agency, turn }: Pick<ObjectionRow, "agency" | "turn">,
): string {
  return `${received_at} ${service_request_id} ${agency} ${turn}`;
}
