import { ObjectionRowSchema, PeriodActRowSchema } from "@toancanh/contracts";
import Type from "typebox";
import { Count, defineQuery, nullable, Time } from "./define-query.ts";

const { figures, ...act } = PeriodActRowSchema.properties;
const span = { from: Time, to: Time };
const receivedSpan = { first_received_at: nullable(Time), last_received_at: nullable(Time) };

/** sql/queries/periods: what closing a period reads and what became of it. */
export const PERIOD_QUERIES = {
  period_acts: defineQuery({ params: { kind: Type.String(), period: Type.String() }, row: act }),
  period_figures: defineQuery({
    params: { kind: Type.String(), period: Type.String(), revision: Count },
    row: { figures },
  }),
  objections: defineQuery({
    params: { ...span, service_request_id: Type.String() },
    row: ObjectionRowSchema.properties,
  }),
  event_counts_by_hour: defineQuery({ params: span, row: { hour: Time, events: Count } }),
  event_marks: defineQuery({
    params: span,
    row: { events: Count, newest_recorded_at: nullable(Time), objections: Count },
  }),
  closing_signs: defineQuery({
    params: span,
    row: { received: Count, unlocated: Count, unknown_codes: Count, simulated: Type.Boolean() },
  }),
  unprojected_in_period: defineQuery({ params: span, row: { reports: Count } }),
  feed_reads: defineQuery({ params: {}, row: { source: Type.String(), recorded_at: Time } }),
  state_span: defineQuery({ params: {}, row: receivedSpan }),
  recorded_span: defineQuery({
    params: {},
    row: {
      ...receivedSpan,
      newest_recorded_at: nullable(Time),
    },
  }),
};
