import type { Scoring } from "@toancanh/contracts";
import type { Located } from "../read-lists.ts";

type Report = (file: string, field: string, message: string) => void;

/** Weights are decimals: what they add up to is compared beyond the rounding of doubles. */
const SAME = 1e-9;

/** Whether each scoring file adds up, and which one counts on any day is clear. */
export function checkScorings(scorings: readonly Located<Scoring>[], report: Report): void {
  for (const { file, value: scoring } of scorings) {
    const all = scoring.points_in_all ?? 100;
    const sum = scoring.components.reduce((total, { weight }) => total + weight, 0);
    if (Math.abs(sum - all) > SAME) {
      report(file, "/components", `weights add up to ${Number(sum.toFixed(9))}, not ${all}; correct them`);
    }
    const ids = scoring.components.map(({ id }) => id);
    for (const [index, id] of ids.entries()) {
      if (ids.indexOf(id) < index) {
        report(file, `/components/${index}/id`, `"${id}" is there twice; rename one`);
      }
    }
    if (scoring.valid_to !== null && scoring.valid_to < scoring.valid_from) {
      report(file, "/valid_to", `ends before it begins on ${scoring.valid_from}; correct one of them`);
    }
  }
  const defaults = scorings.filter(({ value }) => value.is_default);
  for (const [index, { file, value }] of defaults.entries()) {
    for (const other of defaults.slice(0, index)) {
      if (!areBothInForce(value, other.value)) continue;
      report(file, "/is_default", `${other.file} is the default at the same time; end one of them`);
    }
  }
}

function areBothInForce(a: Scoring, b: Scoring): boolean {
  return (a.valid_to ?? "9999") >= b.valid_from && (b.valid_to ?? "9999") >= a.valid_from;
}
