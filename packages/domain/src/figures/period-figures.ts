import type { FigureChange, OutcomeCounts, PeriodFigures, UnitFigures } from "@toancanh/contracts";
import { computeMetrics, countOutcome, emptyCounts } from "./metrics.ts";
import type { NamedPeriod } from "./named-period.ts";
import {
  isMeasured,
  type MeasuredReport,
  obligationsOf,
  reportKey,
  type ScopeKind,
  type Scoping,
} from "./population.ts";
import { type JudgedObligation, judgeObligation, type ScopeFigures, ScopeTally } from "./scope-tally.ts";

/** Scopes of a closed period that count reports; agencies and blocks count assignments. */
const REPORT_SCOPES = ["city", "ward", "district", "category", "channel"] as const;

/** The name of a unit: `city`, `block:ID`, an agency's plain id, `ward:CODE`, …; `ward:unlocated` without a place. */
export function nameUnit(scope: ScopeKind, key: string): string {
  if (scope === "city") return "city";
  return scope === "agency" ? key : `${scope}:${key === "" ? "unlocated" : key}`;
}

interface Tallies {
  all: ScopeTally;
  /** Without what had been rejected or merged. */
  narrow: OutcomeCounts;
}

/** Counts the reports of a period into the figures of all its units, one report after the other. */
export class PeriodTally {
  readonly #scoping: Scoping;
  readonly #period: NamedPeriod;
  readonly #asOf: number;
  readonly #units = new Map<string, Tallies>();
  #simulated = false;

  /** @param asOf the cut-off, epoch milliseconds: every report added is the state as of then */
  constructor(scoping: Scoping, period: NamedPeriod, asOf: number) {
    this.#scoping = scoping;
    this.#period = period;
    this.#asOf = asOf;
  }

  /** True when any report came from the simulator. */
  get simulated(): boolean {
    return this.#simulated;
  }

  add(report: MeasuredReport): void {
    const { from, to } = this.#period;
    const population = { from, to, asOf: this.#asOf };
    if (!isMeasured(report, population)) return;
    if (report.simulated) this.#simulated = true;
    const isNarrow = isMeasured(report, { ...population, exclude: ["rejected", "merged"] });
    const count = (scope: ScopeKind, key: string, judged: JudgedObligation) => {
      const tallies = this.#talliesOf(nameUnit(scope, key));
      tallies.all.add(judged);
      if (isNarrow) countOutcome(tallies.narrow, judged.outcome);
    };
    for (const obligation of obligationsOf(this.#scoping, report, "city")) {
      const judged = judgeObligation(obligation, this.#asOf);
      for (const scope of REPORT_SCOPES) count(scope, reportKey(this.#scoping, report, scope), judged);
    }
    for (const obligation of obligationsOf(this.#scoping, report, "agency")) {
      const judged = judgeObligation(obligation, this.#asOf);
      count("agency", obligation.key, judged);
      count("block", this.#scoping.rulebook.blockOf(obligation.key), judged);
    }
  }

  #talliesOf(unit: string): Tallies {
    let tallies = this.#units.get(unit);
    if (tallies === undefined) {
      tallies = { all: new ScopeTally(), narrow: emptyCounts() };
      this.#units.set(unit, tallies);
    }
    return tallies;
  }

  /** The figures, rounded once and in the order of the units' names. */
  figures(): PeriodFigures {
    const { period, kind, from, to } = this.#period;
    const units = [...this.#units].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      period,
      kind,
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      cut_off: new Date(this.#asOf).toISOString(),
      units: Object.fromEntries(
        units.map(([unit, { all, narrow }]) => [unit, roundFigures(all.figures(), narrow)]),
      ),
    };
  }
}

/** Rounded half up; a rate has 6 decimals, minutes and means 2. */
function rounded<T extends number | null>(value: T, decimals: number): T | number {
  if (value === null) return value;
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale;
}

const rate = (value: number | null) => rounded(value, 6);
const minutes = ({ median, p90 }: ScopeFigures["handling"]["clock"]) => ({
  median: rounded(median, 2),
  p90: rounded(p90, 2),
});

function roundFigures(all: ScopeFigures, narrow: OutcomeCounts): UnitFigures {
  const { counts, metrics, handling, ratings, estimates } = all;
  const middle = computeMetrics(all.middle_stages);
  return {
    ...counts,
    late: metrics.late,
    due: metrics.due,
    late_rate: rate(metrics.late_rate),
    on_time_rate: rate(metrics.on_time_rate),
    closed_share: rate(metrics.closed_share),
    ever_handled: all.ever_handled,
    reopened: all.reopened,
    reopen_rate: rate(all.reopen_rate),
    middle_stages_due: middle.due,
    middle_stages_late: middle.late,
    dissatisfied_or_late: all.dissatisfied_or_late,
    handling: { clock: minutes(handling.clock), working: minutes(handling.working) },
    stages: all.stages
      .map(({ stage, counts: ofStage }) => {
        const { due, late, on_time_rate } = computeMetrics(ofStage);
        return { stage, due, late, compliance: rate(on_time_rate) };
      })
      .sort((a, b) => (a.stage < b.stage ? -1 : 1)),
    ratings: { count: ratings.count, mean: rounded(ratings.mean, 2) },
    estimates: { ...estimates, kept_rate: rate(estimates.kept_rate) },
    without_rejected_merged: narrow,
  };
}

/** Every figure that differs between two revisions, by unit and figure; a unit that is new or gone has nulls. */
export function diffFigures(before: PeriodFigures, after: PeriodFigures): FigureChange[] {
  const names = new Set([...Object.keys(before.units), ...Object.keys(after.units)]);
  return [...names].sort().flatMap((unit) => {
    const was = flatten(before.units[unit]);
    const is = flatten(after.units[unit]);
    return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((figure) => {
      const change = { unit, figure, before: was.get(figure) ?? null, after: is.get(figure) ?? null };
      return change.before === change.after ? [] : [change];
    });
  });
}

/** The figures of a unit by their paths: "handled_late", "handling.clock.median", "stages.verify.due". */
function flatten(figures: UnitFigures | undefined): Map<string, number | null> {
  const found = new Map<string, number | null>();
  const visit = (value: unknown, path: string): void => {
    if (typeof value === "number" || value === null) found.set(path, value);
    else if (typeof value === "object") {
      for (const [name, inside] of Object.entries(value))
        visit(inside, path === "" ? name : `${path}.${name}`);
    }
  };
  if (figures === undefined) return found;
  const { stages, ...others } = figures;
  visit(others, "");
  for (const { stage, ...ofStage } of stages) visit(ofStage, `stages.${stage}`);
  return found;
}
