import { FLOW_CLOCKS, FLOW_WAITS, type Flow, type FlowCurrent } from "@toancanh/contracts";
import { type FlowRule, flowRules, joinLimits } from "@toancanh/domain";
import type { QueryRow } from "@toancanh/store";
import { type FigureSource, stampAt } from "../figure-source.ts";
import { rollingSpans, toWindow } from "./standings/rolling-window.ts";

const HOUR = 60;
const DAY = 24 * HOUR;
/** What waits stands by age in these bands, minutes; the last has no end. */
const BOUNDS = [0, 4 * HOUR, DAY, 3 * DAY, 7 * DAY];

/** The reports of the last 30 days by step, and what waits now. */
export async function readFlow(source: FigureSource, _query: object, now: number): Promise<Flow> {
  const { store, rulebook } = source;
  const { window } = rollingSpans(rulebook, now, 0);
  const rules = flowRules(rulebook);
  const keys = {
    as_of: now,
    rule_keys: rules.map((rule) => `${rule.policy}|${rule.field_group}|${rule.complexity}`),
    checks: rules.map((rule) => rule.check),
  };
  const [currents, waits] = await Promise.all([
    store.query("flow_currents", { ...keys, ...window, clocks: rules.map((rule) => rule.clock) }),
    store.query("flow_waits", { ...keys, bounds_minutes: BOUNDS }),
  ]);
  return {
    ...stampAt(source, now),
    window: toWindow(window),
    currents: FLOW_CLOCKS.flatMap((clock) => {
      const row = currents.find((current) => current.clock === clock);
      return row === undefined ? [] : [toCurrent(row, rules)];
    }),
    waiting: FLOW_WAITS.map((step) => {
      const own = waits.filter((row) => row.step === step);
      return {
        step,
        open: own.reduce((sum, row) => sum + row.open, 0),
        bands: BOUNDS.map((from_minutes, band) => {
          const row = own.find((one) => one.band === band);
          return {
            from_minutes,
            to_minutes: BOUNDS[band + 1] ?? null,
            open: row?.open ?? 0,
            overdue: row?.overdue ?? 0,
          };
        }),
      };
    }),
  };
}

function toCurrent(row: QueryRow<"flow_currents">, all: readonly FlowRule[]): FlowCurrent {
  const rules = row.rules.flatMap((index) => all[index] ?? []);
  const limit = (step: keyof FlowRule["limits"], of = rules) =>
    joinLimits(of.map((rule) => rule.limits[step]));
  const { clock, received, assigned, answered, on_time, late } = row;
  return {
    clock,
    received,
    assigned,
    checked: row.has_check ? row.checked : null,
    answered,
    on_time,
    late,
    assign: { median_minutes: row.assign_minutes, limit: limit("assign") },
    check: row.has_check
      ? {
          median_minutes: row.check_minutes,
          limit: limit(
            "check",
            rules.filter((rule) => rule.check !== ""),
          ),
        }
      : null,
    answer: { median_minutes: row.answer_minutes, limit: limit("answer") },
  };
}
