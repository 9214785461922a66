import { FLOW_CLOCKS, FLOW_WAITS } from "@toancanh/contracts";
import Type from "typebox";
import { Count, defineQuery, filters, Limit, nullable, scope, Time } from "./define-query.ts";

/** Rules of policies, field groups and complexities, "policy|field group|complexity", with the check of each. */
const rules = { rule_keys: Type.Array(Type.String()), checks: Type.Array(Type.String()) };

const Median = nullable(Type.Number());

/** sql/queries/wall: what only a scene of the wall asks. */
export const WALL_QUERIES = {
  due_marks: defineQuery({
    params: { as_of: Time, until: Time, recent_from: Time },
    row: {
      /** "" where no agency holds the report. */
      agency: Type.String(),
      /** Whole minutes from the cut-off; −1 for all that is overdue. */
      in_minutes: Type.Integer({ minimum: -1 }),
      count: Count,
      recent: Count,
    },
  }),
  due_nearest: defineQuery({
    params: { as_of: Time, limit: Limit },
    row: {
      service_request_id: Type.String(),
      received_ms: Time,
      service_code: Type.String(),
      ward_code: Type.String(),
      agency: Type.String(),
      due_at: Time,
    },
  }),
  flow_currents: defineQuery({
    params: { ...scope, ...rules, clocks: Type.Array(Type.Enum(FLOW_CLOCKS)) },
    row: {
      clock: Type.Enum(FLOW_CLOCKS),
      /** Places in `rule_keys`, of the rules that any report has. */
      rules: Type.Array(Count),
      has_check: Type.Boolean(),
      received: Count,
      assigned: Count,
      checked: Count,
      answered: Count,
      on_time: Count,
      late: Count,
      assign_minutes: Median,
      check_minutes: Median,
      answer_minutes: Median,
    },
  }),
  flow_waits: defineQuery({
    params: { as_of: Time, ...filters, ...rules, bounds_minutes: Type.Array(Count, { minItems: 1 }) },
    row: { step: Type.Enum(FLOW_WAITS), band: Count, open: Count, overdue: Count },
  }),
};
