import type { PeriodFigures, StoredEvent } from "@toancanh/contracts";
import { type NamedPeriod, PeriodTally } from "@toancanh/domain";
import type { Store } from "@toancanh/store";
import type { City } from "../city/open-city.ts";
import { createScoping } from "../city/scoping.ts";
import { type Moment, readReportsAt } from "./read-reports.ts";

/** The figures of all units of a period, folded from its events as of a moment. */
export async function measurePeriod(
  city: City,
  store: Store,
  period: NamedPeriod,
  moment: Moment,
  additional?: ReadonlyMap<string, readonly StoredEvent[]>,
): Promise<{ figures: PeriodFigures; simulated: boolean }> {
  const tally = new PeriodTally(createScoping(city), period, moment.asOf);
  for await (const reports of readReportsAt(city, store, period, moment, additional)) {
    for (const report of reports) tally.add(report);
  }
  return { figures: tally.figures(), simulated: tally.simulated };
}
