import Type from "typebox";
import { Count, defineQuery, Limit, Time } from "./define-query.ts";

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
};
