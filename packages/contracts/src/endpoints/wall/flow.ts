import Type, { type Static } from "typebox";
import { Count, Instant, NullableNumber, stamp, strict } from "../../primitives.ts";
import { endpoint, json } from "../endpoint.ts";

/** How reports pass through the steps of their handling, and what waits at each (docs/metrics.md §9). */

/** By which clock the last stage of a report's rule runs; `none`: no rule, or a due that the source gives. */
export const FLOW_CLOCKS = ["clock", "working", "none"] as const;
export type FlowClock = (typeof FLOW_CLOCKS)[number];

/** Limits of a stage over the rules of a current; null where one of them has none. */
const FlowLimitSchema = Type.Union([
  Type.Object({
    unit: Type.Enum(["hours", "working_days", "working_hours"]),
    least: Type.Number(),
    most: Type.Number(),
  }),
  Type.Null(),
]);
export type FlowLimit = Static<typeof FlowLimitSchema>;

const FlowStepSchema = Type.Object({
  /** From the step before to this one, of the reports that reached it; null where none did. */
  median_minutes: NullableNumber,
  limit: FlowLimitSchema,
});

const FlowCurrentSchema = Type.Object({
  clock: Type.Enum(FLOW_CLOCKS),
  received: Count,
  assigned: Count,
  /** Whose first stage of the agency is done; null where no rule of the current has one before its last. */
  checked: Type.Union([Count, Type.Null()]),
  answered: Count,
  /** Of those answered; what has no due is neither. */
  on_time: Count,
  late: Count,
  assign: FlowStepSchema,
  check: Type.Union([FlowStepSchema, Type.Null()]),
  answer: FlowStepSchema,
});
export type FlowCurrent = Static<typeof FlowCurrentSchema>;

/** What an open report waits for: to be assigned; for its check; after it, to be resolved; without one, its answer. */
export const FLOW_WAITS = ["assign", "check", "resolve", "answer"] as const;
export type FlowWait = (typeof FLOW_WAITS)[number];

const FlowWaitSchema = Type.Object({
  step: Type.Enum(FLOW_WAITS),
  open: Count,
  bands: Type.Array(
    Type.Object({
      from_minutes: Count,
      to_minutes: Type.Union([Count, Type.Null()]),
      open: Count,
      /** Past the due of the step that it waits for. */
      overdue: Count,
    }),
    { description: "By the time since the receipt, youngest first" },
  ),
});

const NoQuerySchema = Type.Object({}, strict);

export const FlowSchema = Type.Object({
  ...stamp,
  window: Type.Object({ from: Instant, to: Instant, days: Count }),
  /** Those with reports in the window. */
  currents: Type.Array(FlowCurrentSchema),
  /** All that is open, whenever it was received. */
  waiting: Type.Array(FlowWaitSchema),
});
export type Flow = Static<typeof FlowSchema>;

export const flowEndpoints = {
  flow: endpoint({
    method: "GET",
    path: "/flow",
    tag: "figures",
    summary: "Reports of the last 30 days by step of their handling, and what waits at each step, by age",
    description:
      "Counts reports. Currents follow from the unit of the last limit that the policy gives: hours by the clock, or office time.",
    query: NoQuerySchema,
    answer: json(FlowSchema),
    scope: "figures",
    cache: "no-store",
  }),
};
