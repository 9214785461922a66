import type { City, DueNext, DueRow } from "@toancanh/contracts";
import { DUE_PANES, dueByAgency } from "@toancanh/domain";
import { CADENCE } from "../../data/wall-data.ts";
import { createRandom, pickOne, pickWhole, type Random } from "./random.ts";
import { openOf, type SampleState, type Situation, stampOf } from "./situations.ts";

const SEED = 67;
const MINUTE = 60_000;
const DAY_MINUTES = 1440;
const LANES = 6;
const ROWS = 8;
/** Office hours of the sample end at 17:00, Monday to Friday, seven hours before UTC. */
const OFFICE_END_UTC = 10 * 60;
const WEEKEND: readonly number[] = [0, 6];

/** How much is due within 2, 4 and 24 hours by the clock, and how much at the end of office hours. */
const VOLUMES: Record<SampleState, { clock: readonly [number, number, number]; atEnd: number }> = {
  empty: { clock: [0, 0, 0], atEnd: 0 },
  normal: { clock: [11, 9, 14], atEnd: 26 },
  flood: { clock: [1_164, 402, 96], atEnd: 310 },
  stale: { clock: [11, 9, 14], atEnd: 26 },
  disconnected: { clock: [11, 9, 14], atEnd: 26 },
  "first-hour": { clock: [0, 3, 5], atEnd: 9 },
};

interface Owed {
  agency: string;
  left: number;
}

/** Minutes to the end of office hours within a day, or null on a day without one. */
function minutesToEnd(now: number): number | null {
  const minute = now / MINUTE;
  const left = (((OFFICE_END_UTC - minute) % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
  return WEEKEND.includes(new Date(now + left * MINUTE).getUTCDay()) ? null : left;
}

/** Obligations of a few agencies that have many and of others that have one or two. */
function sampleOwed(random: Random, city: City, state: SampleState, end: number | null): Owed[] {
  const { clock, atEnd } = VOLUMES[state];
  const owe = (left: number): Owed => {
    const reach = Math.ceil(city.agencies.length * random() ** 2);
    return { agency: pickOne(random, city.agencies.slice(0, reach))?.id ?? "", left };
  };
  const byClock = DUE_PANES.flatMap(([from, to], pane) =>
    Array.from({ length: clock[pane] ?? 0 }, () => owe(pickWhole(random, from + 4, to - 1))),
  );
  const byDay = end === null ? [] : Array.from({ length: atEnd }, () => owe(end));
  return [...byClock, ...byDay].sort((a, b) => a.left - b.left);
}

function sampleRow(random: Random, city: City, asOf: number, { agency, left }: Owed, index: number): DueRow {
  return {
    service_request_id: `D-${String(index + 1).padStart(5, "0")}`,
    requested_datetime: new Date(asOf - pickWhole(random, 60, 900) * MINUTE).toISOString(),
    service_code: pickOne(random, city.categories)?.service_code ?? "",
    ward_code: index % 7 === 6 ? "" : (pickOne(random, city.wards)?.code ?? ""),
    agency_responsible: agency,
    due: new Date(asOf + left * MINUTE).toISOString(),
  };
}

/** What is due next on a usual day, on a Sunday, in a flood, and in a city without reports. */
export function sampleDueNext(city: City, situation: Situation): DueNext {
  const random = createRandom(SEED);
  const stamp = stampOf(situation, CADENCE.dueNext);
  const asOf = Date.parse(stamp.as_of);
  const end = minutesToEnd(asOf);
  const owed = sampleOwed(random, city, situation.state, end);
  const overdue = openOf(situation).overdue;
  const recent = Math.round(overdue * 0.7);
  const at = (minutes: number) => new Date(asOf + minutes * MINUTE).toISOString();
  return {
    ...stamp,
    window: { from: at(0), to: at(DAY_MINUTES) },
    ...dueByAgency(
      [
        ...(overdue === 0 ? [] : [{ agency: "", in_minutes: -1, count: overdue, recent }]),
        ...owed.map(({ agency, left }) => ({ agency, in_minutes: Math.floor(left), count: 1, recent: 1 })),
      ],
      LANES,
    ),
    office_ends: end === null ? [] : [at(end)],
    rows: owed.slice(0, ROWS).map((one, index) => sampleRow(random, city, asOf, one, index)),
  };
}
