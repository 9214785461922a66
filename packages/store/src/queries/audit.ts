import { AuditEntrySchema } from "@toancanh/contracts";
import Type from "typebox";
import { Count, defineQuery, Limit } from "./define-query.ts";

/** sql/queries/audit: who came in, was refused, saw or changed what. */
export const AUDIT_QUERIES = {
  audit_entries: defineQuery({
    params: { after: Count, limit: Limit },
    row: AuditEntrySchema.properties,
  }),
  audit_newest: defineQuery({
    params: { before: Count, action: Type.String(), limit: Limit },
    row: AuditEntrySchema.properties,
  }),
};
