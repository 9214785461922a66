import type { Complexity, StoredEvent } from "@toancanh/contracts";
import type { ReportRecord } from "../fold/case-record.ts";
import { KIND_BITS } from "../fold/event-bits.ts";
import { applyEvent, beginReplay, IS_WORK } from "../fold/replay.ts";
import type { Rulebook } from "../rules/rulebook.ts";
import type { ExplainedChange, ExplainedClass, ExplainedRound, PassedOver } from "./explanation.ts";

/** How a report stood between two events. */
interface Standing {
  readonly endedAt: number | null;
  readonly ending: ReportRecord["ending"];
  readonly serviceCode: string;
  readonly complexity: Complexity | null;
  /** Names of the agencies that held it. */
  readonly holders: readonly string[];
  /** Of each assignment so far: whether it was open, and whether it waited after a reopening. */
  readonly turns: readonly { readonly isOpen: boolean; readonly isWaiting: boolean }[];
}

/** One event with how the report stood before it and after. */
export interface HistoryStep {
  readonly event: StoredEvent;
  readonly before: Standing;
  readonly after: Standing;
}

/** Replays the events of a report, in order, and keeps how it stood around each of them. */
export function walkHistory(rulebook: Rulebook, events: readonly StoredEvent[]): HistoryStep[] {
  const [first] = events;
  if (first === undefined) return [];
  const report = beginReplay(rulebook, first);
  let before = standingOf(report);
  return events.map((event) => {
    applyEvent(rulebook, report, event);
    const step = { event, before, after: standingOf(report) };
    before = step.after;
    return step;
  });
}

function standingOf({ endedAt, ending, serviceCode, complexity, open, assignments }: ReportRecord): Standing {
  return {
    endedAt,
    ending,
    serviceCode,
    complexity,
    holders: open.map(({ name }) => name),
    turns: assignments.map((one) => ({ isOpen: one.endedAt === null, isWaiting: one.provisional })),
  };
}

/** The finishes of a report that did not last. */
export function listRounds(steps: readonly HistoryStep[]): ExplainedRound[] {
  return steps.flatMap(({ event, before, after }): ExplainedRound[] => {
    if (before.endedAt === null || after.endedAt !== null) return [];
    return [
      {
        finished_at: before.endedAt,
        ending: before.ending,
        reopened_at: event.time,
        reopened_by: event.kind === "reopened" ? "reopened" : "assigned",
      },
    ];
  });
}

/**
 * Changes of field or complexity and whether an obligation is judged by them.
 * @param turn place of the assignment; null for the report
 */
export function listChanges(
  rulebook: Rulebook,
  steps: readonly HistoryStep[],
  turn: number | null,
): ExplainedChange[] {
  const isOver = ({ endedAt, turns }: Standing) =>
    turn === null ? endedAt !== null : turns[turn]?.isOpen === false;
  // A report that is reopened later is open under its latest classification.
  const end = steps.findLastIndex(({ after }) => !isOver(after)) + 1;
  // What ended before it was classified at all is judged by what comes to be known.
  const isJudged = (steps[end]?.after.serviceCode ?? "") !== "";
  return steps.flatMap(({ event, before, after }, index): ExplainedChange[] => {
    const { kind } = event;
    if (kind !== "classified" && kind !== "complexity_changed" && kind !== "corrected") return [];
    if (turn !== null && before.turns[turn] === undefined) return [];
    const [from, to] = [classOf(rulebook, before), classOf(rulebook, after)];
    const isMoved = before.serviceCode !== "" && from.field_group !== to.field_group;
    if (!isMoved && from.complexity === to.complexity) return [];
    const isTooLate = isJudged && index > end;
    const reason = kind === "corrected" ? "true_from_beginning" : isTooLate ? "after_end" : "counted";
    return [{ event_id: event.id, kind, at: event.time, from, to, reason }];
  });
}

function classOf(rulebook: Rulebook, { serviceCode, complexity }: Standing): ExplainedClass {
  const group = rulebook.fieldGroupOf(serviceCode);
  return {
    field_group: group,
    field_group_name: rulebook.fieldGroups.get(group) ?? null,
    complexity: complexity ?? "normal",
  };
}

/** The event that ended an assignment, the `turn`-th of the report from 0, and whether it waited until then. */
export function findEnd(
  steps: readonly HistoryStep[],
  turn: number,
): { event: StoredEvent; wasWaiting: boolean } | null {
  for (const { event, before, after } of steps) {
    if (after.turns[turn]?.isOpen === false) {
      return { event, wasWaiting: before.turns[turn]?.isWaiting ?? false };
    }
  }
  return null;
}

/**
 * Events that count for less than they say, in order.
 * @param all the events of the report, with those that its source has withdrawn
 */
export function listPassedOver(
  rulebook: Rulebook,
  steps: readonly HistoryStep[],
  all: readonly StoredEvent[],
): PassedOver[] {
  const stepOf = new Map(steps.map((step) => [step.event, step]));
  return all.flatMap((event): PassedOver[] => {
    const agency = agencyOf(event) ?? "";
    const reason = reasonPassedOver(event, agency, stepOf.get(event)?.before ?? null);
    if (reason === null) return [];
    const agency_name = rulebook.agencies.get(agency)?.name ?? agency;
    return [{ event_id: event.id, kind: event.kind, at: event.time, agency, agency_name, reason }];
  });
}

/** The agency an event speaks of, by the name its source gives; null where it names none that matters. */
function agencyOf({ kind, data }: StoredEvent): string | null {
  const isNamed = (KIND_BITS[kind] & IS_WORK) !== 0 || kind === "assigned" || kind === "returned";
  if (kind === "reassigned" && "from_agency" in data) return data.from_agency;
  return isNamed && "agency_responsible" in data ? (data.agency_responsible ?? null) : null;
}

/** @param before null for an event that does not stand */
function reasonPassedOver(
  event: StoredEvent,
  agency: string,
  before: Standing | null,
): PassedOver["reason"] | null {
  // What only withdraws others is no fact of its own that could count.
  if (before === null) return "withdraws" in event.data && event.data.withdraws ? null : "withdrawn";
  if (agency === "") return null;
  const holds = before.holders.includes(agency);
  switch (event.kind) {
    case "assigned":
      return holds ? "runs_on" : null;
    case "reassigned":
      if (!holds) return before.holders.length > 0 ? "not_holder" : null;
      return event.data.agency_responsible === agency ? "runs_on" : null;
    default:
      if (holds) return null;
      if (before.endedAt !== null) return "after_end";
      return before.holders.length > 0 || event.kind === "returned" ? "not_holder" : "held_by_none";
  }
}
