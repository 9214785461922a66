import type { FoldedReport } from "@toancanh/contracts";
import { wallOf } from "./event-fixture.ts";

/** Day and time of a local wall time, `20 16:30`; "–" for none: short enough to read a table of them. */
function short(ms: number | null): string {
  return wallOf(ms)?.slice(8) ?? "–";
}

/**
 * A state in lines to compare at a glance: the report (`due`, `end`, ending), then its assignments
 * (`agency#turn`, from, due, end, ending; `no` when it is no obligation; `again` when it was reopened).
 */
export function summarise(state: FoldedReport): string[] {
  const lines = [`report due ${short(state.due_at)} end ${short(state.finished_at)} ${state.ending}`];
  for (const one of state.assignments) {
    const marks = `${one.is_obligation ? "" : " no"}${one.reopened ? " again" : ""}`;
    lines.push(
      `${one.agency}#${one.turn} from ${short(one.assigned_at)} due ${short(one.due_at)} end ${short(one.finished_at)} ${one.ending}${marks}`,
    );
  }
  return lines;
}
