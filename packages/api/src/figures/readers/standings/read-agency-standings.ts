import type { AgencyStandings } from "@toancanh/contracts";
import { DEFAULT_MINIMUM_DUE, standAgencies } from "@toancanh/domain";
import { type FigureSource, stampAt } from "../../figure-source.ts";
import { rollingSpans, toWindow, windowParams } from "./rolling-window.ts";
import { toUnitTrials } from "./unit-trials.ts";

/** An agency is compared with its own so many days before the window. */
const DAYS_BEFORE = 90;

/** How the agencies of each block stand over the last 30 days, and which surely changed. */
export async function readAgencyStandings(
  source: FigureSource,
  _query: object,
  now: number,
): Promise<AgencyStandings> {
  const { store, profile, rulebook } = source;
  const { window, earlier } = rollingSpans(rulebook, now, DAYS_BEFORE);
  const units = toUnitTrials(await store.query("agency_counts", windowParams(now, [window, earlier])));
  const city = { agencies: profile.agencies, blocks: profile.blocks, blockOf: rulebook.blockOf };
  return {
    ...stampAt(source, now),
    window: toWindow(window),
    ...standAgencies(units, city, profile.minimum_due ?? DEFAULT_MINIMUM_DUE),
  };
}
