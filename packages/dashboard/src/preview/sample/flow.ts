import { FLOW_WAITS, type Flow, type FlowCurrent, type FlowWait } from "@toancanh/contracts";
import { CADENCE } from "../../data/wall-data.ts";
import { openOf, type Situation, stampOf } from "./situations.ts";

const DAY = 24 * 3_600_000;
const WINDOW_DAYS = 30;
/** Ages of what waits, minutes. */
const BOUNDS = [0, 240, 1440, 4320, 10_080];
/** Part of the reports that a policy judges by the clock. */
const BY_CLOCK = 0.36;

/** Of all that waits: the step's part, and its parts by age with how much of each is past the due. */
const WAITS: Record<FlowWait, { part: number; ages: readonly number[]; over: readonly number[] }> = {
  assign: { part: 0.03, ages: [0.7, 0.3, 0, 0, 0], over: [0, 0, 0, 0, 0] },
  check: { part: 0.06, ages: [0.6, 0.24, 0.08, 0.05, 0.03], over: [0.1, 0.7, 1, 1, 1] },
  resolve: { part: 0.04, ages: [0.5, 0.3, 0.12, 0.08, 0], over: [0, 0.2, 1, 1, 0] },
  answer: { part: 0.87, ages: [0.1, 0.26, 0.19, 0.12, 0.33], over: [0, 0, 0, 0.1, 0.4] },
};

function sampleWait(step: FlowWait, total: number): Flow["waiting"][number] {
  const { part, ages, over } = WAITS[step];
  const bands = BOUNDS.map((from_minutes, band) => {
    const open = Math.round(total * part * (ages[band] ?? 0));
    return {
      from_minutes,
      to_minutes: BOUNDS[band + 1] ?? null,
      open,
      overdue: Math.round(open * (over[band] ?? 0)),
    };
  });
  return { step, open: bands.reduce((sum, band) => sum + band.open, 0), bands };
}

function sampleCurrent(clock: "clock" | "working", received: number, lateShare: number): FlowCurrent {
  const hasCheck = clock === "clock";
  const assigned = Math.round(received * 0.985);
  const answered = Math.round(received * (hasCheck ? 0.96 : 0.88));
  const late = Math.round(answered * lateShare);
  return {
    clock,
    received,
    assigned,
    checked: hasCheck ? Math.round(received * 0.972) : null,
    answered,
    on_time: answered - late,
    late,
    assign: { median_minutes: 4, limit: null },
    check: hasCheck ? { median_minutes: 41, limit: { unit: "hours", least: 2, most: 2 } } : null,
    answer: hasCheck
      ? { median_minutes: 74, limit: { unit: "hours", least: 2, most: 8 } }
      : { median_minutes: 2736, limit: { unit: "working_days", least: 5, most: 15 } },
  };
}

/** The steps of 30 days and what waits, in a city of a few hundred reports a day, in a flood, and without any. */
export function sampleFlow(situation: Situation): Flow {
  const { now, perDay, lateShare } = situation;
  const received = perDay * WINDOW_DAYS;
  const byClock = Math.round(received * BY_CLOCK);
  const { total } = openOf(situation);
  return {
    ...stampOf(situation, CADENCE.flow),
    window: {
      from: new Date(now - WINDOW_DAYS * DAY).toISOString(),
      to: new Date(now).toISOString(),
      days: WINDOW_DAYS,
    },
    currents:
      received === 0
        ? []
        : [
            sampleCurrent("clock", byClock, lateShare),
            sampleCurrent("working", received - byClock, lateShare / 3),
          ],
    waiting: FLOW_WAITS.map((step) => sampleWait(step, total)),
  };
}
