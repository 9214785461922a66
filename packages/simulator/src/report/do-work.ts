import { EVENT_TYPE_PREFIX, type Pace, type SimulationSettings, type StageRule } from "@toancanh/contracts";
import { addWorkingDays, addWorkingHours, type Calendar } from "@toancanh/domain";
import type { Random } from "../random.ts";
import { type EventLog, timestamp, workDone } from "./event-log.ts";
import type { WorkRule, WorkStage } from "./find-rule.ts";

const P = EVENT_TYPE_PREFIX;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** One agency at work on one report, from an assignment or a reopening on. Times are epoch ms. */
export interface Turn {
  agency: string;
  calendar: Calendar;
  receivedAt: number;
  startAt: number;
  rule: WorkRule | null;
  pace: Pace;
  /** Decided by the agency's skill beforehand. */
  late: boolean;
  /** Worth a public estimate even when in time. */
  complex: boolean;
}

export interface TurnResult {
  acceptedAt: number;
  /** End of the first stage: a site check, where the rule has one. */
  firstDoneAt: number;
  /** Null when the agency never finished. */
  doneAt: number | null;
  lastKind: "resolved" | "other";
}

export type WorkSettings = Pick<SimulationSettings, "lateness" | "steps" | "irregularities">;

/** Due of a stage by its limit; null where the policy gives none. Throws CalendarRangeError. */
export function dueOf(stage: StageRule, startAt: number, calendar: Calendar): number | null {
  if (stage.limit === null || stage.unit === "source") return null;
  if (stage.unit === "hours") return startAt + stage.limit * HOUR_MS;
  if (stage.unit === "working_days") return addWorkingDays(calendar, startAt, stage.limit);
  return addWorkingHours(calendar, startAt, stage.limit);
}

/** Writes what the agency does in a turn. How long it takes is drawn against the due of each stage. */
export function doWork(turn: Turn, settings: WorkSettings, random: Random, log: EventLog): TurnResult {
  const { steps, lateness, irregularities } = settings;
  const { agency, calendar } = turn;
  const named = { ...log.identity, agency_responsible: agency };
  const stages = turn.rule?.stages ?? [];
  const shortest = stages.find((stage) => stage.unit === "hours")?.limit;
  const patience = shortest ? (shortest * HOUR_MS) / 3 : Number.POSITIVE_INFINITY;
  const acceptedAt = turn.startAt + Math.min(patience, random.spread(steps.accept_minutes) * MINUTE_MS);
  log.add(acceptedAt, { type: `${P}accepted`, data: named });

  if (random.chance(turn.late ? lateness.abandoned_rate : 0)) {
    publishEstimate(turn, settings, random, log, acceptedAt, null);
    return { acceptedAt, firstDoneAt: acceptedAt, doneAt: null, lastKind: "other" };
  }

  const dues = new Map<string, { due: number | null; done: number }>();
  const onlyFirst = !turn.late && stages.length > 1 && random.chance(lateness.only_first_late_rate);
  const fromFirst = turn.late && random.chance(lateness.earlier_stage_late_rate);
  let floor = acceptedAt;
  let firstDoneAt: number | null = null;
  stages.forEach((stage, index) => {
    const isLast = index === stages.length - 1;
    const startAt = startOf(stage, turn, dues);
    let due = dueOf(stage, startAt, calendar);
    if (due !== null && isLast) {
      const extended = maybeExtend({ stage, due, floor, turn, settings, random }, log);
      if (extended) {
        floor = extended.grantedAt;
        due = extended.due;
      }
    }
    let done: number;
    if (due === null) done = floor + answerMs(turn, floor, random);
    else if (isLast && turn.late) done = afterDue({ stage, due, floor, turn, settings, random });
    else if (index === 0 && (onlyFirst || (fromFirst && !isLast))) {
      // Late by less than half of the next stage's time, so that the agency can still keep the next stage.
      done = Math.max(floor, due) + random.between(0.02, 0.5) * slackOf(stages[index + 1]);
    } else done = inTime({ stage, due, floor, turn, settings, random });
    log.add(done, workDone(stage.kind, log.identity, agency));
    dues.set(stage.stage, { due, done });
    firstDoneAt ??= done;
    addInterludes(turn, settings, random, log, { isLast, floor, done, due, check: stages.length === 1 });
    floor = Math.max(floor, done);
  });
  if (stages.length === 0) {
    floor += answerMs(turn, floor, random);
    log.add(floor, workDone("responded", log.identity, agency));
  }
  if (random.chance(turn.late || turn.complex ? irregularities.estimated.rate : 0)) {
    publishEstimate(turn, settings, random, log, firstDoneAt ?? acceptedAt, floor);
  }
  return {
    acceptedAt,
    firstDoneAt: firstDoneAt ?? floor,
    doneAt: floor,
    lastKind: stages.at(-1)?.kind === "resolved" ? "resolved" : "other",
  };
}

function startOf(
  stage: WorkStage,
  turn: Turn,
  dues: ReadonlyMap<string, { due: number | null; done: number }>,
): number {
  if ("event" in stage.start) return stage.start.event === "received" ? turn.receivedAt : turn.startAt;
  const before = dues.get(stage.start.after);
  return before ? Math.min(before.done, before.due ?? before.done) : turn.startAt;
}

/**
 * Time in ms that the next stage has. A stage before it may end late by up to half of this and the next is still kept.
 */
function slackOf(next: WorkStage | undefined): number {
  return (next?.unit === "hours" ? (next.limit ?? 1) : 1) * HOUR_MS;
}

/** Time an answer takes from `from` on, in the clock of the category's pace. */
function answerMs(turn: Turn, from: number, random: Random): number {
  const { pace } = turn;
  const hours = random.spread({ median: pace.median_hours, sigma: pace.sigma });
  return pace.clock === "office" && !random.chance(pace.off_hours_rate)
    ? addWorkingHours(turn.calendar, from, Math.min(hours, 400)) - from
    : hours * HOUR_MS;
}

/** A stage that has a due, while its end is drawn. Instants are epoch ms. */
interface DueStage {
  stage: WorkStage;
  due: number;
  /** The earliest moment at which its work can go on. */
  floor: number;
  turn: Turn;
  settings: WorkSettings;
  random: Random;
}

function inTime({ stage, due, floor, turn, settings, random }: DueStage): number {
  const left = due - floor;
  // An earlier stage ended after this one's due: this stage is late whatever the agency's skill.
  if (left <= MINUTE_MS) return floor + random.between(5, 30) * MINUTE_MS;
  if (stage.unit === "hours") {
    return floor + left * Math.min(random.between(0.9, 0.98), random.spread(settings.steps.stage_share));
  }
  const wanted = answerMs(turn, floor, random);
  return wanted < left ? floor + wanted : floor + left * random.between(0.5, 0.98);
}

function afterDue({ stage, due, floor, turn, settings, random }: DueStage): number {
  const { hours, working } = settings.lateness.hours_after_due;
  const from = Math.max(due, floor);
  if (stage.unit === "hours") return from + Math.max(MINUTE_MS, random.spread(hours) * HOUR_MS);
  const longest = settings.steps.longest_life_days * 8;
  const done = addWorkingHours(turn.calendar, from, Math.min(longest, random.spread(working)));
  return Math.max(done, from + MINUTE_MS);
}

/** An extension granted in time moves the due; the work then ends between the two, or late. */
function maybeExtend(
  { stage, due, floor, turn, settings, random }: DueStage,
  log: EventLog,
): { grantedAt: number; due: number } | null {
  const { irregularities } = settings;
  const left = due - floor;
  if (left <= MINUTE_MS || !random.chance(irregularities.extended.rate)) return null;
  const grantedAt = floor + left * random.between(0.5, 0.95);
  const extendedTo =
    stage.unit === "hours"
      ? due + Math.ceil((stage.limit ?? 1) * random.between(0.5, 3)) * HOUR_MS
      : addWorkingDays(turn.calendar, due, 2 + random.integer(4));
  log.add(grantedAt, {
    type: `${P}extended`,
    data: {
      ...log.identity,
      agency_responsible: turn.agency,
      stage: stage.stage,
      expected_datetime: timestamp(extendedTo),
    },
  });
  return turn.rule?.extensionAllowed ? { grantedAt, due: extendedTo } : null;
}

/** What may happen between the start and the end of a stage without moving either. */
function addInterludes(
  turn: Turn,
  { irregularities, steps }: WorkSettings,
  random: Random,
  log: EventLog,
  at: { isLast: boolean; floor: number; done: number; due: number | null; check: boolean },
): void {
  if (!at.isLast) return;
  const named = { ...log.identity, agency_responsible: turn.agency };
  const within = (share: number) => at.floor + (at.done - at.floor) * share;
  if (at.check && random.chance(steps.check_rate)) {
    log.add(within(random.between(0.3, 0.8)), workDone("verified", log.identity, turn.agency));
  }
  const { paused, extended_too_late } = irregularities;
  if (random.chance(paused.rate)) {
    const reason = paused.reasons[random.integer(paused.reasons.length)];
    const from = random.between(0.1, 0.5);
    log.add(within(from), { type: `${P}paused`, data: reason ? { ...named, reason } : named });
    log.add(within(random.between(from, 0.9)), { type: `${P}resumed`, data: named });
  }
  if (turn.late && at.due !== null && at.done > at.due && random.chance(extended_too_late.rate)) {
    log.add(at.due + (at.done - at.due) * random.between(0.05, 0.6), {
      type: `${P}extended`,
      data: { ...named, expected_datetime: timestamp(at.done + random.between(0, 24) * HOUR_MS) },
    });
  }
}

/** A promise to the public; `doneAt` null = one that was not kept. */
function publishEstimate(
  turn: Turn,
  { irregularities }: WorkSettings,
  random: Random,
  log: EventLog,
  from: number,
  doneAt: number | null,
): void {
  const length = (doneAt ?? from + 24 * HOUR_MS) - from;
  const publishedAt = from + length * random.between(0.05, 0.4);
  const kept = random.chance(irregularities.estimated.kept_rate);
  const expected = from + length * (kept ? random.between(1.02, 1.6) : random.between(0.5, 0.98));
  log.add(publishedAt, {
    type: `${P}estimate_published`,
    data: {
      ...log.identity,
      agency_responsible: turn.agency,
      expected_datetime: timestamp(Math.ceil(expected / (15 * MINUTE_MS)) * 15 * MINUTE_MS),
    },
  });
}
