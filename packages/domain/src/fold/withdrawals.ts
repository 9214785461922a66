import type { StoredEvent } from "@toancanh/contracts";
import { type EventSet, toEventSet } from "./event-set.ts";

/** What holds of a set of events once what was withdrawn is left out. */
interface Standing {
  /** In the order of the set: without what was withdrawn, and without what only withdraws. */
  readonly standing: readonly StoredEvent[];
  /** Reopenings that took back the finish before them. */
  readonly takenBack: number;
}

/**
 * Leaves out what later knowledge has withdrawn (docs/metrics.md §2): the events that a `corrected` or `reopened` of
 * the same source names in `withdraws`. Those that withdraw are no facts themselves: a `reopened` is counted, and a
 * `corrected` is folded only where it says something else as well. A withdrawal is not itself withdrawn, so the result
 * depends on the set alone.
 */
export function readWithdrawals({ events, later = [] }: EventSet): Standing {
  const withdrawn = new Set<string>();
  let doesWithdraw = false;
  for (const event of events) if (addWithdrawn(withdrawn, event)) doesWithdraw = true;
  for (const event of later) addWithdrawn(withdrawn, event);
  if (withdrawn.size === 0 && !doesWithdraw) return { standing: events, takenBack: 0 };
  let takenBack = 0;
  const standing = events.filter((event) => {
    if (withdrawn.has(identityOf(event.source, event.id))) return false;
    if (withdrawsOf(event) === undefined) return true;
    if (event.kind === "reopened") takenBack += 1;
    return event.kind === "corrected" && Object.keys(event.data).some((name) => !IS_NO_FACT.has(name));
  });
  return { standing, takenBack };
}

/** The events of one report that hold, of all that were delivered: see {@link readWithdrawals}. */
export function standingEvents(deliveries: readonly StoredEvent[]): readonly StoredEvent[] {
  return readWithdrawals(toEventSet(deliveries)).standing;
}

/** Ids of events of the same source that `event` withdraws; undefined for one that withdraws none. */
function withdrawsOf(event: StoredEvent): readonly string[] | undefined {
  return event.kind === "corrected" || event.kind === "reopened" ? event.data.withdraws : undefined;
}

const IS_NO_FACT: ReadonlySet<string> = new Set(["requested_datetime", "withdraws"]);

function addWithdrawn(withdrawn: Set<string>, event: StoredEvent): boolean {
  const ids = withdrawsOf(event);
  for (const id of ids ?? []) withdrawn.add(identityOf(event.source, id));
  return ids !== undefined;
}

/** Neither holds control characters. */
function identityOf(source: string, id: string): string {
  return `${source}\n${id}`;
}
