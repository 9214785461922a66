import type { ReportDetail, ReportExplanation } from "@toancanh/contracts";
import type { Outcome } from "@toancanh/domain";
import type { Language } from "@toancanh/words";

type Obligation = ReportExplanation["obligations"][number];

/** One stage of one obligation on the axis; times in epoch ms. */
export interface AxisStage {
  name: Readonly<Record<Language, string>>;
  start: number;
  due: number | null;
  /** Where its line ends: done, or now while it runs. */
  end: number;
  isDone: boolean;
  outcome: Outcome;
}

export interface AxisGroup {
  /** "" for the report itself. */
  agency: string;
  name: string;
  turn: number;
  stages: AxisStage[];
}

/** Who held the report from when to when; agency "" is intake. */
interface AxisHolder {
  agency: string;
  name: string;
  from: number;
  to: number;
  /** Line of the holders that it is drawn in: those that held it together stand below each other. */
  lane: number;
}

/** Everything about a report on one time axis. */
export interface Axis {
  from: number;
  to: number;
  /** Local dates on which its calendar rests; with any stage counted in days the axis is one of days. */
  daysOff: ReadonlySet<string>;
  unit: "hours" | "days";
  /** True when a limit is one of working days, which are then numbered. */
  countsDays: boolean;
  groups: AxisGroup[];
  holders: AxisHolder[];
  lanes: number;
  asOf: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Beyond so many hours a line an hour would be a grey field. */
const MOST_HOURS = 36;
/** The axis of a report that has long been overdue ends so much of its span after its due, not at this day. */
const LEAST_TAIL = 0.25;

/** Puts stages, dues, finishes and holders of a report on one axis, of hours or of days. */
export function toAxis(detail: ReportDetail, explained: ReportExplanation): Axis {
  const asOf = Date.parse(explained.as_of);
  const groups = explained.obligations
    .filter((one, index) => index === 0 || one.is_obligation)
    .map((one) => toGroup(one, asOf));
  const received = Date.parse(detail.report.requested_datetime);
  const stages = groups.flatMap((group) => group.stages);
  const dues = stages.flatMap(({ due }) => (due === null ? [] : [due]));
  const ends = stages.filter(({ isDone }) => isDone).map(({ end }) => end);
  const isOpen = detail.report.finished === null;
  const lastKnown = Math.max(received + HOUR_MS, ...dues, ...ends);
  const tail = (lastKnown - received) * LEAST_TAIL;
  const to = isOpen
    ? Math.min(Math.max(asOf, lastKnown), lastKnown + Math.max(tail, 2 * HOUR_MS))
    : lastKnown;
  const countsDays = explained.obligations.some(({ stages: own }) =>
    own.some(({ unit }) => unit === "working_days"),
  );
  const inDays = countsDays || to - received > MOST_HOURS * HOUR_MS;
  const holders = toHolders(detail, to, received);
  return {
    from: received,
    to: to + (to - received) * 0.02,
    daysOff: new Set(
      explained.obligations.flatMap(({ stages: own }) => own.flatMap(({ days_off }) => days_off)),
    ),
    unit: inDays ? "days" : "hours",
    countsDays,
    groups,
    holders,
    lanes: Math.max(0, ...holders.map(({ lane }) => lane + 1)),
    asOf,
  };
}

function toGroup({ agency, name, turn, stages, finished }: Obligation, asOf: number): AxisGroup {
  const ended = finished === null ? asOf : Date.parse(finished);
  return {
    agency,
    name,
    turn,
    stages: stages.map((stage) => ({
      name: stage.name,
      start: Date.parse(stage.start),
      due: stage.due === null ? null : Date.parse(stage.due),
      end: stage.done === null ? ended : Date.parse(stage.done),
      isDone: stage.done !== null || finished !== null,
      outcome: stage.outcome,
    })),
  };
}

function toHolders(detail: ReportDetail, to: number, received: number): AxisHolder[] {
  const turns = detail.assignments
    .map((one) => ({
      agency: one.agency_responsible,
      name: one.name,
      from: Date.parse(one.assigned),
      to: one.finished === null ? to : Date.parse(one.finished),
    }))
    .sort((a, b) => a.from - b.from);
  const first = turns[0]?.from ?? to;
  const all = [{ agency: "", name: "", from: received, to: first }, ...turns];
  const lanes: number[] = [];
  return all.map((one) => {
    const free = lanes.findIndex((end) => end <= one.from);
    const lane = free === -1 ? lanes.length : free;
    lanes[lane] = one.to;
    return { ...one, lane };
  });
}

/** A line of the axis: where, and at which local date. */
export interface AxisTick {
  at: number;
  /** Local date YYYY-MM-DD. */
  date: string;
  /** Number of the working day that begins here; null where days are not counted, or this one is not. */
  number: number | null;
  isOff: boolean;
}

/** Whole hours, so many apart that their names have room; or the local days, counted where they count. */
export function ticksOf(axis: Axis, timeZone: string, most: number): AxisTick[] {
  const date = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  const nameOf = (at: number) => date.format(at);
  if (axis.unit === "hours") {
    const step = Math.max(1, Math.ceil((axis.to - axis.from) / HOUR_MS / most)) * HOUR_MS;
    const ticks: AxisTick[] = [];
    for (let at = Math.ceil(axis.from / HOUR_MS) * HOUR_MS; at < axis.to; at += step) {
      ticks.push({ at, date: nameOf(at), number: null, isOff: false });
    }
    return ticks;
  }
  return dayTicks(axis, nameOf);
}

function dayTicks(axis: Axis, nameOf: (at: number) => string): AxisTick[] {
  const report = axis.groups[0]?.stages.at(-1);
  const startDay = report === undefined ? "" : nameOf(report.start);
  const dueDay = report?.due === null || report === undefined ? "" : nameOf(report.due);
  const ticks: AxisTick[] = [];
  let number = 0;
  for (
    let at = midnightBefore(axis.from, nameOf);
    at < axis.to;
    at = midnightBefore(at + 1.5 * DAY_MS, nameOf)
  ) {
    const date = nameOf(at);
    const isOff = axis.daysOff.has(date);
    const isCounted = axis.countsDays && dueDay !== "" && date > startDay && date <= dueDay && !isOff;
    if (isCounted) number += 1;
    ticks.push({ at, date, number: isCounted ? number : null, isOff });
  }
  return ticks;
}

/** The first instant of the local day, to the minute: by halving, because zones change their clocks. */
function midnightBefore(at: number, nameOf: (at: number) => string): number {
  const day = nameOf(at);
  let low = at - 1.2 * DAY_MS;
  let high = at;
  while (high - low > 1_000) {
    const middle = (low + high) / 2;
    if (nameOf(middle) === day) high = middle;
    else low = middle;
  }
  return Math.round(high / 60_000) * 60_000;
}
