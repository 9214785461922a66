import type { StoredEvent } from "@toancanh/contracts";
import { foldReport } from "@toancanh/domain";
import { toStoredEvent } from "@toancanh/simulator";
import type { Bench } from "../bench.ts";
import { interleave } from "../measure/interleave.ts";
import { openSimulatedCity } from "../simulated-events.ts";

const EVENTS_EACH = 6;
const REPORTS = 20_000;
const ROUNDS = 9;
const WARM_UPS = 3;

/** The same events as a source that retries sends them: last first, the first two once more. */
function asRetried(events: readonly StoredEvent[]): StoredEvent[] {
  return [...events.toReversed(), ...events.slice(0, 2)];
}

export const fold: Bench = {
  name: "fold",
  description: `state of ${REPORTS.toLocaleString("en")} simulated reports of ${EVENTS_EACH} events on one core; aim: 200,000 events/s`,
  async run(report) {
    const city = await openSimulatedCity();
    report.note("simulating");
    const inOrder = city
      .takeReports(REPORTS, ({ events }) => events.length === EVENTS_EACH)
      .map(({ events }) => events.map(toStoredEvent));
    const retried = inOrder.map(asRetried);

    /** Distinct events a second: a duplicate is work without a result. */
    const foldAll = (reports: readonly StoredEvent[][]) => () => {
      let folded = 0;
      const start = performance.now();
      for (const events of reports) folded += foldReport(city.rulebook, events).event_count;
      const seconds = (performance.now() - start) / 1000;
      if (folded !== REPORTS * EVENTS_EACH) throw new Error(`folded ${folded} events`);
      return folded / seconds;
    };
    const samples = await interleave(
      { events_per_second: foldAll(inOrder), events_per_second_retried: foldAll(retried) },
      { rounds: ROUNDS, warmUps: WARM_UPS },
    );
    for (const [name, found] of samples) report.figure({ name, unit: "events/s", samples: found });
  },
};
