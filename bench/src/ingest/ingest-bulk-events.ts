import type { ReportEvent } from "@toancanh/contracts";
import type { Simulator } from "@toancanh/simulator";

const HOUR_MS = 3_600_000;

/**
 * The first `count` events of the reports born from `from` on (epoch ms, a whole hour), in order of time as a line
 * would have produced them: events of one report lie days apart, with thousands of others between.
 */
export function* eventsInOrder(
  simulator: Simulator,
  { from, count, intensity }: { from: number; count: number; intensity: number },
): Generator<ReportEvent> {
  let waiting: { at: number; event: ReportEvent }[] = [];
  let given = 0;
  for (let hour = from; given < count; hour += HOUR_MS) {
    for (const report of simulator.reportsBornIn(hour, intensity)) {
      for (const event of report.events) waiting.push({ at: Date.parse(event.time), event });
    }
    const end = hour + HOUR_MS;
    const due = waiting.filter(({ at }) => at < end).sort((a, b) => a.at - b.at);
    waiting = waiting.filter(({ at }) => at >= end);
    for (const { event } of due) {
      if (given === count) return;
      given += 1;
      yield event;
    }
  }
}
