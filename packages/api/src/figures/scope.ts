import {
  type Denominator,
  type FigureQuery,
  PERIOD_KINDS,
  type Period,
  type PeriodKind,
} from "@toancanh/contracts";
import { defaultPeriodKind, parseInstant, periodContaining, type Rulebook } from "@toancanh/domain";
import { invalidParameter } from "../problems/api-problem.ts";
import { toInstant } from "./figure-source.ts";

/** A half-open span of `received_at`, epoch milliseconds. */
export interface Span {
  from: number;
  to: number;
}

/** The parts of a rulebook that periods rest on. */
export type PeriodRules = Pick<Rulebook, "timeZone" | "periods" | "stateCalendar">;

/** What a figure is asked for, resolved to instants. */
export interface Scope {
  asOf: number;
  kind: PeriodKind;
  period: Span;
  /** The three periods before, nearest first. */
  before: readonly [Span, Span, Span];
  denominator: Denominator;
  exclude: ("rejected" | "merged")[];
}

/**
 * Resolves a query against the city's periods.
 *
 * @param now epoch milliseconds: which period is current, and the cut-off
 * @throws ApiProblem 400 naming the parameter and what it allows
 */
export function resolveScope(query: FigureQuery, rulebook: PeriodRules, now: number): Scope {
  const kind = resolveKind(query, rulebook);
  const offset = query.offset ?? 0;
  const at =
    kind === "custom"
      ? customSpans(query, rulebook, offset)
      : (back: number) => periodContaining(rulebook, kind, now, offset + back);
  const period = at(0);
  const denominator = query.denominator ?? "due";
  const exclude = parseExclude(query.exclude);
  return {
    asOf: now,
    kind,
    period,
    before: [at(1), at(2), at(3)],
    denominator,
    exclude,
  };
}

/** A span with the kind of period it is, on the wire. */
export function toPeriod(kind: PeriodKind, { from, to }: Span): Period {
  return { kind, from: toInstant(from), to: toInstant(to) };
}

/** Every city has every kind but `official`, which only a city's own rules can define. */
export function hasPeriodKind(rulebook: PeriodRules, kind: PeriodKind): boolean {
  return kind !== "official" || rulebook.periods.some((period) => period.kind === kind);
}

/** The kind asked for; `custom` when only its bounds are given, else the city's default. */
function resolveKind(query: FigureQuery, rulebook: PeriodRules): PeriodKind {
  const hasBounds = query.from !== undefined || query.to !== undefined;
  const kind = query.period ?? (hasBounds ? "custom" : defaultPeriodKind(rulebook));
  if (hasBounds && kind !== "custom") {
    throw invalidParameter(
      "period",
      `period=${kind} has its own bounds; leave out from and to, or ask for period=custom.`,
    );
  }
  if (!hasPeriodKind(rulebook, kind)) {
    const others = PERIOD_KINDS.filter((other) => other !== kind).join(", ");
    throw invalidParameter("period", `This city has no official period of its own; it has ${others}.`);
  }
  return kind;
}

/** What a custom period may reach: what the database's times hold, and no report is later than. */
const SPAN_FLOOR = Date.UTC(1900, 0, 1);
const SPAN_CEILING = Date.UTC(2200, 0, 1);

function customSpans(query: FigureQuery, rulebook: PeriodRules, offset: number): (back: number) => Span {
  const from = parseBound(rulebook, "from", query.from);
  const to = parseBound(rulebook, "to", query.to);
  const length = to - from;
  if (length <= 0)
    throw invalidParameter("to", "to must be later than from; the period is from inclusive to to exclusive.");
  if (from - offset * length < SPAN_FLOOR) {
    throw invalidParameter(
      "offset",
      `offset ${offset} of a period as long as this one lies before 1900; ask for fewer.`,
    );
  }
  const at = (moment: number, back: number) => Math.max(SPAN_FLOOR, moment - (offset + back) * length);
  return (back) => ({ from: at(from, back), to: at(to, back) });
}

function parseBound(rulebook: PeriodRules, name: "from" | "to", text: string | undefined): number {
  if (text === undefined)
    throw invalidParameter(name, `A custom period needs both from and to; ${name} is missing.`);
  const instant = parseInstant(rulebook.stateCalendar, text);
  if (!Number.isFinite(instant)) {
    throw invalidParameter(name, `${name} is no date that exists; write it as 2025-11-25T12:00:00Z.`);
  }
  if (instant >= SPAN_FLOOR && instant < SPAN_CEILING) return instant;
  throw invalidParameter(name, `${name} must lie between the years 1900 and 2200.`);
}

function parseExclude(text: string | undefined): Scope["exclude"] {
  const wanted = new Set((text ?? "").split(","));
  return (["rejected", "merged"] as const).filter((ending) => wanted.has(ending));
}
