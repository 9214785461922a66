import type { PeriodFigures, StoredEvent } from "@toancanh/contracts";
import { type NamedPeriod, PeriodTally } from "@toancanh/domain";
import { createScoping, type PeriodCity, type PeriodStore } from "../period-city.ts";
import type { Moment } from "./moment.ts";
import { readReportsAt } from "./read-reports.ts";
import { readStatesAt } from "./read-states.ts";

export interface MeasuredPeriod {
  figures: PeriodFigures;
  /** Any report came from the simulator. */
  simulated: boolean;
}

/**
 * The figures of all units of a period as of a moment. `states`: from the states, folding again only what has moved
 * on since. `events`: from the events of every report, which needs no state to be right and takes longer.
 */
export async function measurePeriod(
  city: PeriodCity,
  store: PeriodStore,
  period: NamedPeriod,
  moment: Moment,
  from: "states" | "events",
  additional?: ReadonlyMap<string, readonly StoredEvent[]>,
): Promise<MeasuredPeriod> {
  const tally = new PeriodTally(createScoping(city), period, moment.asOf);
  const read = from === "states" ? readStatesAt : readReportsAt;
  for await (const reports of read(city, store, period, moment, additional)) {
    for (const report of reports) tally.add(report);
  }
  return { figures: tally.figures(), simulated: tally.simulated };
}
