import { AuditEntrySchema, DeadLetterSchema, EventRowSchema, ReportStateSchema } from "@toancanh/contracts";
import { selectFields } from "./record-columns.ts";

/** A record's fields without those that only identify or must not be listed. */
const { service_request_id: _id, received_at: _receivedAt, ...eventFields } = EventRowSchema.properties;
const { raw: _raw, ...letterFields } = DeadLetterSchema.properties;

/** Select lists that follow from the records, for `{{name}}` in a query beside the files of sql/fragments. */
export const DERIVED_FRAGMENTS: Readonly<Record<string, string>> = {
  /** A report's state field for field, from a row `s` of report_state. */
  state_columns: selectAll(selectFields(ReportStateSchema.properties, "s")),
  /** An event of a report that is known, from a row `e` of report_events. */
  event_columns: selectAll(selectFields(eventFields, "e")),
  /** An entry of the audit log, from a row `a` of audit_log. */
  audit_columns: selectAll(selectFields(AuditEntrySchema.properties, "a")),
  /** A dead letter without its bytes, from a row `d` of dead_letters. */
  dead_letter_columns: selectAll(selectFields(letterFields, "d")),
};

function selectAll(fields: ReturnType<typeof selectFields>): string {
  return fields.map(({ name, expression }) => `${expression} AS ${name}`).join(",\n    ");
}
