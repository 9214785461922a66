import { setImmediate as nextTurn } from "node:timers/promises";
import type { ReportEvent } from "@toancanh/contracts";
import type { SimulatedReport, Simulator } from "@toancanh/simulator";
import type { Segment } from "./position.ts";

export const HOUR_MS = 3_600_000;

export function hourOf(at: number): number {
  return Math.floor(at / HOUR_MS) * HOUR_MS;
}

/** The reports of the schedule born in the hour that starts at `hour` (epoch ms), at the intensity of their moment. */
export function reportsOfHour(
  simulator: Simulator,
  segments: readonly Segment[],
  hour: number,
): SimulatedReport[] {
  return segments.flatMap((segment, index) => {
    const from = Math.max(segment.from, hour);
    const to = Math.min(segments[index + 1]?.from ?? Number.POSITIVE_INFINITY, hour + HOUR_MS);
    if (from >= to) return [];
    return simulator
      .reportsBornIn(hour, segment.intensity)
      .filter((report) => report.received_at >= from && report.received_at < to);
  });
}

/** Hours generated before others get their turn: about 10 ms at the profile's own volume. */
const HOURS_AT_A_TIME = 12;

/**
 * The schedule in order of time, an hour at a time. Each report is generated once, in the hour of its
 * birth, and its later events wait in the hour they belong to.
 */
export interface EventQueue {
  /** Events of that hour, sorted by time; none once aborted. Hours must be asked for in ascending order. */
  eventsOfHour(hour: number): Promise<ReportEvent[]>;
}

export interface EventQueueInput {
  simulator: Simulator;
  segments: readonly Segment[];
  /** Hours before it are generated for their later events only (epoch ms, an hour's start). */
  from: number;
  /** No report was born earlier (epoch ms). */
  historyFrom: number;
  signal: AbortSignal;
}

export function createEventQueue({
  simulator,
  segments,
  from,
  historyFrom,
  signal,
}: EventQueueInput): EventQueue {
  const waiting = new Map<number, ReportEvent[]>();
  let nextHour = Math.max(hourOf(historyFrom), hourOf(from - simulator.maxLifeMs));

  const generateHour = (hour: number) => {
    for (const report of reportsOfHour(simulator, segments, hour)) {
      for (const event of report.events) {
        const eventHour = hourOf(Date.parse(event.time));
        if (eventHour < from) continue;
        const bucket = waiting.get(eventHour);
        if (bucket) bucket.push(event);
        else waiting.set(eventHour, [event]);
      }
    }
  };

  return {
    async eventsOfHour(hour) {
      for (let count = 1; nextHour <= hour && !signal.aborted; nextHour += HOUR_MS, count++) {
        generateHour(nextHour);
        if (count % HOURS_AT_A_TIME === 0) await nextTurn();
      }
      const events = waiting.get(hour) ?? [];
      waiting.delete(hour);
      return events.sort((a, b) => Date.parse(a.time) - Date.parse(b.time));
    },
  };
}
