import { type Complexity, EVENT_TYPE_PREFIX, type ReportEvent } from "@toancanh/contracts";
import type { Rulebook } from "@toancanh/domain";
import type { LateShare } from "../agency-skill.ts";
import { doWork, dueOf, type Turn, type TurnResult } from "./do-work.ts";
import type { ReportHead } from "./draw-head.ts";
import { createEventLog, type EventLog, workDone } from "./event-log.ts";
import type { FindRule, WorkRule } from "./find-rule.ts";
import type { Routing } from "./route-reports.ts";
import { addCorrections, addRating, addRedaction, type TrailingWorld } from "./trailing-events.ts";

const P = EVENT_TYPE_PREFIX;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The rules, calendars and settings that decide what happens to a report. */
export interface World extends TrailingWorld {
  rulebook: Pick<Rulebook, "agencyCalendar" | "fieldGroupOf" | "stateCalendar">;
  findRule: FindRule;
  routing: Routing;
  lateShare: LateShare;
  paces: ReadonlyMap<string, Turn["pace"]>;
}

/** Who holds the report once it has found its agency. Times are epoch ms. */
interface Holding {
  agency: string;
  assignedAt: number;
  partner: { agency: string; assignedAt: number } | null;
}

/** All that will ever happen to a report, by time. Throws CalendarRangeError beyond the calendars. */
export function liveReport(world: World, head: ReportHead): ReportEvent[] {
  const log = createEventLog(head.id, head.receivedAt);
  const group = world.rulebook.fieldGroupOf(head.category.service_code);
  const rule = world.findRule(head.receivedAt, group, head.complexity);
  const classifiedAt = receive(world, head, log);
  const holding = handOver(world, head, rule, classifiedAt, log);
  addCorrections(world, head, classifiedAt, log);
  addRedaction(world, head, log);
  if (!endEarly(world, head, rule, holding, log)) {
    const changed = changedRule(world, head, group, rule);
    workItOff(world, head, changed?.rule ?? rule, changed?.complexity ?? null, holding, log);
  }
  return log.events(head.receivedAt + world.settings.steps.longest_life_days * DAY_MS);
}

/** Writes the receipt and the classification. @returns when the operator was done, epoch ms */
function receive({ settings }: World, head: ReportHead, log: EventLog): number {
  const { random } = head;
  const { requested_datetime } = log.identity;
  const { urgency, complexity } = head;
  const { service_code } = head.category;
  const { channel } = head.channel;
  log.add(head.receivedAt, {
    type: `${P}received`,
    data: head.point
      ? {
          requested_datetime,
          channel,
          service_code,
          urgency,
          complexity,
          lat: head.point.lat,
          long: head.point.long,
        }
      : { requested_datetime, channel, service_code, urgency, complexity },
  });
  const classifiedAt = head.receivedAt + random.spread(settings.steps.classify_minutes) * MINUTE_MS;
  log.add(classifiedAt, {
    type: `${P}classified`,
    data: { requested_datetime, service_code, urgency, complexity },
  });
  return classifiedAt;
}

/** Writes the assignment and its detours: an agency returns the report, it is reassigned, several agencies share it. */
function handOver(
  world: World,
  head: ReportHead,
  rule: WorkRule | null,
  classifiedAt: number,
  log: EventLog,
): Holding {
  const { routing } = world;
  const { random, ward, category } = head;
  const { steps, irregularities } = world.settings;
  const code = category.service_code;
  const agency = routing.pickAgency(random, code, ward);
  const minutes = () => random.spread(steps.assign_minutes) * MINUTE_MS;
  const stray = () => {
    const alike = world.siblings.get(code) ?? [];
    const found = routing.pickAgency(random, alike[random.integer(alike.length)] ?? code, ward);
    return found === agency ? null : found;
  };
  const assign = (at: number, to: string) =>
    log.add(at, { type: `${P}assigned`, data: { ...log.identity, agency_responsible: to } });
  const reasonOf = (reasons: readonly string[]) => {
    const reason = reasons[random.integer(reasons.length)];
    return reason === undefined ? {} : { reason };
  };

  let assignedAt = classifiedAt + minutes();
  if (rule?.intake) assignedAt = forwardedAt(world, head, rule, assignedAt);
  const { returned, reassigned, parallel } = irregularities;
  const wrong = random.chance(returned.rate) ? stray() : null;
  if (wrong !== null) {
    assign(assignedAt, wrong);
    const returnedAt = assignedAt + random.spread(steps.return_minutes) * MINUTE_MS;
    log.add(returnedAt, {
      type: `${P}returned`,
      data: { ...log.identity, agency_responsible: wrong, ...reasonOf(returned.reasons) },
    });
    assignedAt = returnedAt + minutes();
  }
  const first = random.chance(reassigned.rate) ? stray() : null;
  if (first !== null) {
    assign(assignedAt, first);
    const passedAt = assignedAt + random.spread(steps.return_minutes) * MINUTE_MS;
    log.add(assignedAt + (passedAt - assignedAt) * random.between(0.2, 0.7), {
      type: `${P}accepted`,
      data: { ...log.identity, agency_responsible: first },
    });
    log.add(passedAt, {
      type: `${P}reassigned`,
      data: {
        ...log.identity,
        agency_responsible: agency,
        from_agency: first,
        ...reasonOf(reassigned.reasons),
      },
    });
    assignedAt = passedAt;
  } else assign(assignedAt, agency);

  const partner =
    category.partners && random.chance(parallel.rate)
      ? routing.pickPartner(random, code, ward, agency)
      : null;
  if (partner !== null) assign(assignedAt, partner);
  return { agency, assignedAt, partner: partner === null ? null : { agency: partner, assignedAt } };
}

/** @returns when the intake passes the report on, epoch ms: within its limit, rarely after it */
function forwardedAt(
  { settings, rulebook }: World,
  head: ReportHead,
  rule: WorkRule,
  earliest: number,
): number {
  const { random, receivedAt } = head;
  const due = rule.intake && dueOf(rule.intake, receivedAt, rulebook.stateCalendar);
  if (due === null) return earliest;
  if (random.chance(settings.lateness.only_first_late_rate)) return due + random.between(0.5, 6) * HOUR_MS;
  const left = Math.max(0, due - earliest);
  return earliest + left * Math.min(0.95, random.spread(settings.steps.stage_share));
}

/**
 * Writes that the agency rejects the report or finds it a duplicate, soon after it took it.
 * @returns false for an ordinary report
 */
function endEarly(
  world: World,
  head: ReportHead,
  rule: WorkRule | null,
  holding: Holding,
  log: EventLog,
): boolean {
  const { random } = head;
  const { irregularities, steps } = world.settings;
  let draw = random.unit();
  const rejection = irregularities.rejected.find(({ rate }) => {
    draw -= rate;
    return draw < 0;
  });
  if (head.duplicateOf === null && !rejection) return false;
  const turn = turnOf(world, head, rule, holding.agency, holding.assignedAt, false);
  const acceptedAt = holding.assignedAt + random.spread(steps.accept_minutes) * MINUTE_MS;
  log.add(acceptedAt, {
    type: `${P}accepted`,
    data: { ...log.identity, agency_responsible: holding.agency },
  });
  const first = rule?.stages[0];
  const due = (first && dueOf(first, holding.assignedAt, turn.calendar)) ?? acceptedAt + DAY_MS;
  const left = Math.max(10 * MINUTE_MS, due - acceptedAt);
  const endedAt = acceptedAt + left * Math.min(0.95, random.spread(steps.stage_share) * 0.6);
  if (random.chance(steps.check_rate)) {
    log.add((acceptedAt + endedAt) / 2, workDone("verified", log.identity, holding.agency));
  }
  if (head.duplicateOf !== null) {
    log.add(endedAt, { type: `${P}merged`, data: { ...log.identity, duplicate_of: head.duplicateOf } });
  } else if (rejection) {
    log.add(endedAt, { type: `${P}rejected`, data: { ...log.identity, reason: rejection.reason } });
  }
  return true;
}

/** Writes that the site check found a harder case: another rule then holds, from the same start. */
function changedRule(
  { settings, findRule }: World,
  head: ReportHead,
  group: string,
  rule: WorkRule | null,
): { rule: WorkRule; complexity: Complexity } | null {
  if (head.complexity !== "normal" || !head.random.chance(settings.irregularities.complexity_changed.rate)) {
    return null;
  }
  for (const complexity of ["complex", "coordinated"] as const) {
    const other = findRule(head.receivedAt, group, complexity);
    if (other && other !== rule) return { rule: other, complexity };
  }
  return null;
}

function turnOf(
  { rulebook, lateShare, paces, settings }: World,
  head: ReportHead,
  rule: WorkRule | null,
  agency: string,
  startAt: number,
  mayBeLate: boolean,
): Turn {
  const factor = head.storm ? settings.rain.late_factor : 1;
  const pace = paces.get(head.category.pace);
  if (!pace) throw new RangeError(`no pace "${head.category.pace}"`);
  return {
    agency,
    calendar: rulebook.agencyCalendar(agency),
    receivedAt: head.receivedAt,
    startAt,
    rule,
    pace,
    late: mayBeLate && head.random.chance(lateShare(agency, startAt) * factor),
    complex: head.complexity === "complex",
  };
}

function workItOff(
  world: World,
  head: ReportHead,
  rule: WorkRule | null,
  changedTo: Complexity | null,
  holding: Holding,
  log: EventLog,
): void {
  const { random } = head;
  const { steps, irregularities } = world.settings;
  const work = (agency: string, startAt: number) => {
    const turn = turnOf(world, head, rule, agency, startAt, true);
    const result = doWork(turn, world.settings, random, log);
    return { ...result, late: turn.late };
  };
  const main = work(holding.agency, holding.assignedAt);
  if (changedTo !== null) {
    const share = random.between(0.3, 0.9);
    log.add(main.acceptedAt + (main.firstDoneAt - main.acceptedAt) * share, {
      type: `${P}complexity_changed`,
      data: { ...log.identity, complexity: changedTo },
    });
  }
  const other = holding.partner && work(holding.partner.agency, holding.partner.assignedAt);
  if (main.doneAt === null || other?.doneAt === null) return;
  let end = finish(world, head, main, Math.max(main.doneAt, other?.doneAt ?? 0), holding.agency, log);
  let late = main.late || (other?.late ?? false);
  const { reopened } = irregularities;
  if (random.chance(reopened.rate)) {
    const at = end + random.spread(steps.reopen_after) * HOUR_MS;
    const reason = reopened.reasons[random.integer(reopened.reasons.length)];
    log.add(at, {
      type: `${P}reopened`,
      data: reason === undefined ? log.identity : { ...log.identity, reason },
    });
    const again = work(holding.agency, at);
    if (again.doneAt === null) return;
    end = finish(world, head, again, again.doneAt, holding.agency, log);
    late = true;
  }
  addRating(world, head, end, late, log);
}

/** Writes the answer to the citizen and the formal closing. @returns the time of the later one, epoch ms */
function finish(
  { settings: { steps } }: World,
  { random }: ReportHead,
  work: TurnResult,
  doneAt: number,
  agency: string,
  log: EventLog,
): number {
  let end = doneAt;
  if (work.lastKind === "resolved" && random.chance(steps.respond_rate)) {
    end += random.spread(steps.respond_after) * HOUR_MS;
    log.add(end, workDone("responded", log.identity, agency));
  }
  if (random.chance(steps.close_rate)) {
    end += random.spread(steps.close_after) * HOUR_MS;
    log.add(end, { type: `${P}closed`, data: log.identity });
  }
  return end;
}
