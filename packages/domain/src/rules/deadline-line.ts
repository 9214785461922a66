import { COMPLEXITIES, type Complexity } from "@toancanh/contracts";
import { CalendarRangeError } from "../calendar/calendar.ts";
import { formatLocalInstant, parseInstant } from "../calendar/instant.ts";
import { KIND_BITS } from "../fold/event-bits.ts";
import { computeStages, NO_EXTENSIONS, NO_PAUSES } from "./deadline.ts";
import { type PreparedPolicy, type PreparedRule, ruleOf } from "./rule.ts";
import { preparedPolicyAt, type Rulebook } from "./rulebook.ts";

/** Why a line has no deadlines. */
type DeadlineLineCode =
  | "invalid_json"
  | "invalid_line"
  | "missing_id"
  | "missing_field"
  | "invalid_time"
  | "unknown_policy"
  | "no_policy"
  | "unknown_field_group"
  | "unknown_complexity"
  | "no_rule"
  | "no_limit"
  | "calendar_range";

type LineId = string | number | null;

/** One answer of the `deadline` command; times ISO 8601 with the city's offset. */
export type DeadlineLineAnswer =
  | { id: LineId; stages: { stage: string; start: string; due: string }[] }
  | { id: LineId; error: { code: DeadlineLineCode; message: string } };

class LineError extends Error {
  readonly code: DeadlineLineCode;

  constructor(code: DeadlineLineCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** A line's fields, all unchecked. */
interface LineFields {
  readonly id?: unknown;
  readonly policy?: unknown;
  readonly field_group?: unknown;
  readonly complexity?: unknown;
  readonly received_at?: unknown;
  readonly assigned_at?: unknown;
  readonly verified_at?: unknown;
  readonly forwarded_at?: unknown;
}

/**
 * The stage deadlines of one line `{"id", "policy"?, "field_group", "complexity", "received_at",
 * "assigned_at", "verified_at"?, "forwarded_at"?}` under the state calendar: without `policy` the one in
 * force at received_at; a stage that was not done counts as done when due. Times without an offset are the
 * city's local time. `input` is the line's text or its parsed value. Never throws for what a line says: the answer then carries the error.
 */
export function deadlineForLine(rulebook: Rulebook, input: unknown): DeadlineLineAnswer {
  let line = input;
  if (typeof input === "string") {
    try {
      line = JSON.parse(input);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return failure(null, "invalid_json", message);
    }
  }
  if (!isFields(line)) return failure(null, "invalid_line", "A line is one JSON object");
  const { id } = line;
  if (typeof id !== "string" && typeof id !== "number") {
    return failure(null, "missing_id", "id must be a string or a number");
  }
  try {
    return { id, stages: computeLine(rulebook, line) };
  } catch (error) {
    if (error instanceof LineError || error instanceof CalendarRangeError) {
      return failure(id, error.code, error.message);
    }
    throw error;
  }
}

function failure(id: LineId, code: DeadlineLineCode, message: string): DeadlineLineAnswer {
  return { id, error: { code, message } };
}

function isFields(line: unknown): line is LineFields {
  return typeof line === "object" && line !== null && !Array.isArray(line);
}

function computeLine(rulebook: Rulebook, line: LineFields): { stage: string; start: string; due: string }[] {
  const calendar = rulebook.stateCalendar;
  const receivedAt = timeOf(rulebook, line, "received_at");
  const policy = policyOf(rulebook, line, receivedAt);
  const rule = ruleOfLine(rulebook, line, policy);
  const marks: number[] = [];
  const verifiedAt = timeOf(rulebook, line, "verified_at");
  if (verifiedAt !== null) marks.push(KIND_BITS.verified, verifiedAt);
  const forwardedAt = timeOf(rulebook, line, "forwarded_at");
  if (forwardedAt !== null) marks.push(KIND_BITS.assigned, forwardedAt);
  const assignedAt = timeOf(rulebook, line, "assigned_at");
  if (assignedAt === null && rule.stages.some(({ start }) => start === "assigned")) {
    throw new LineError("missing_field", "assigned_at is missing: a clock of this rule starts there");
  }
  const times = computeStages(rule.stages, {
    calendar,
    receivedAt,
    receivedBy: "received",
    assignedAt,
    assignedBy: "assigned",
    sourceDue: null,
    marks,
    extensions: NO_EXTENSIONS,
    extensionAllowed: false,
    pauses: NO_PAUSES,
    pauseAllowed: false,
  });
  return times.map(({ stage, startAt, dueAt }) => {
    if (dueAt === null) {
      throw new LineError("no_limit", `stage ${stage.stage} has no limit: its source gives the due`);
    }
    return {
      stage: stage.stage,
      start: formatLocalInstant(calendar, startAt),
      due: formatLocalInstant(calendar, dueAt),
    };
  });
}

type TimeField = "received_at" | "assigned_at" | "verified_at" | "forwarded_at";

function timeOf(rulebook: Rulebook, line: LineFields, field: TimeField): number | null {
  const value = line[field];
  if (value === undefined || value === null) {
    if (field === "received_at") throw new LineError("missing_field", "received_at is missing");
    return null;
  }
  const ms = typeof value === "string" ? parseInstant(rulebook.stateCalendar, value) : Number.NaN;
  if (Number.isNaN(ms)) {
    throw new LineError("invalid_time", `${field} is no ISO 8601 time: ${JSON.stringify(value)}`);
  }
  return ms;
}

function policyOf(rulebook: Rulebook, line: LineFields, receivedAt: number | null): PreparedPolicy {
  if (line.policy !== undefined && line.policy !== null) {
    const named = rulebook.policies.find(({ policy }) => policy.id === line.policy);
    if (named) return named;
    const known = rulebook.policies.map(({ policy }) => policy.id).join(", ");
    throw new LineError("unknown_policy", `unknown policy ${JSON.stringify(line.policy)}; known: ${known}`);
  }
  const inForce = receivedAt === null ? null : preparedPolicyAt(rulebook, receivedAt);
  if (inForce === null) throw new LineError("no_policy", "no policy was in force at received_at");
  return inForce;
}

function ruleOfLine(rulebook: Rulebook, line: LineFields, policy: PreparedPolicy): PreparedRule {
  const { field_group: group, complexity } = line;
  if (typeof group !== "string" || !rulebook.fieldGroups.has(group)) {
    const known = [...rulebook.fieldGroups.keys()].join(", ");
    throw new LineError(
      "unknown_field_group",
      `unknown field_group ${JSON.stringify(group)}; known: ${known}`,
    );
  }
  if (!isComplexity(complexity)) {
    const known = COMPLEXITIES.join(", ");
    throw new LineError(
      "unknown_complexity",
      `unknown complexity ${JSON.stringify(complexity)}; known: ${known}`,
    );
  }
  const rule = ruleOf(policy, group, complexity);
  if (rule) return rule;
  throw new LineError("no_rule", `${policy.policy.id} has no rule for ${group} × ${complexity}`);
}

function isComplexity(value: unknown): value is Complexity {
  return COMPLEXITIES.some((known) => known === value);
}
