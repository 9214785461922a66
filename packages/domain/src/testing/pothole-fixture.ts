import type { StoredEvent } from "@toancanh/contracts";
import { foldReport } from "../fold/fold.ts";
import { buildRulebook } from "../rules/rulebook.ts";
import { reportEvents } from "./event-fixture.ts";
import { CITY } from "./profile-fixture.ts";
import { summarise } from "./summarise.ts";

const rulebook = buildRulebook(CITY);

/** An ordinary infrastructure report of Thu 20 Nov 2025: received 16:20, assigned to W1 16:30 (due 20:30). */
export function pothole(): { on: ReturnType<typeof reportEvents>; begin: StoredEvent[] } {
  const on = reportEvents("2025-11-20 16:20");
  const begin = [
    on("received", "2025-11-20 16:20", { channel: "app", service_code: "pothole" }),
    on("assigned", "2025-11-20 16:30", { agency_responsible: "W1" }),
  ];
  return { on, begin };
}

/** The state of a report in the small city, as lines to compare. */
export function linesOf(events: StoredEvent[]): string[] {
  return summarise(foldReport(rulebook, events));
}
