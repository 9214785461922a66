import Type from "typebox";
import { Count, Instant, strict } from "../../primitives.ts";
import { AUDIT_ACTIONS } from "../../records/audit-entry.ts";
import { endpoint, json } from "../endpoint.ts";

/** Who came in, was refused, saw or changed what. */

const ACTIONS = Object.keys(AUDIT_ACTIONS).filter(
  (name): name is keyof typeof AUDIT_ACTIONS => name in AUDIT_ACTIONS,
);

const AuditQuerySchema = Type.Object(
  {
    action: Type.Optional(Type.Enum(ACTIONS)),
    before: Type.Optional(
      Type.Integer({ minimum: 1, description: "Entries with a smaller number, to read on" }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, description: "Default 100" })),
  },
  strict,
);

const AuditSchema = Type.Object({
  /** Newest first. */
  rows: Type.Array(
    Type.Object({
      sequence: Count,
      at: Instant,
      action: Type.String(),
      outcome: Type.String(),
      role: Type.String(),
      who: Type.String(),
      address: Type.String(),
      subject: Type.String(),
      details: Type.String(),
      previous_hash: Type.String(),
      hash: Type.String(),
    }),
  ),
});

export const auditEndpoints = {
  audit: endpoint({
    method: "GET",
    path: "/audit",
    tag: "operation",
    summary: "The audit log, newest first; each entry carries the hash of the one before",
    query: AuditQuerySchema,
    answer: json(AuditSchema),
    scope: "audit",
    cache: "no-store",
  }),
};
