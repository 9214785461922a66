import type { StoredEvent } from "@toancanh/contracts";
import { foldReport } from "../fold/fold.ts";
import { buildRulebook } from "../rules/rulebook.ts";
import { wallOf } from "./event-fixture.ts";
import { CITY } from "./profile-fixture.ts";

const rulebook = buildRulebook(CITY);

/** Local dues `YYYY-MM-DD HH:mm` of a report's stages in the small city, of an agency's when one is named. */
export function duesOf(events: StoredEvent[], agency = ""): (string | null)[] {
  return foldReport(rulebook, events)
    .stages.filter((stage) => stage.agency === agency)
    .map((stage) => wallOf(stage.due_at));
}
