import Type, { type Static } from "typebox";
import { Code, Count53, EpochMs, Text } from "./values.ts";

/** What the audit log can say that a caller did. */
export const AUDIT_ACTIONS = {
  sign_in: "A person signed in, or tried to",
  sign_out: "A person signed out",
  refused: "A caller asked for what it may not have",
  reveal: "The details of a report, or the body of a dead letter, were shown",
  export: "Figures or the log itself were taken out as a file",
  token: "A token of a screen or a system was made, exchanged or revoked",
  account: "An account was made, changed or removed",
  role_change: "A person's role or units changed",
  close: "A reporting period was frozen or revised",
  publish: "A reporting period was published",
  remark: "What the report of a period remarks was written",
  objection: "An office objected to a late finding",
  objection_decision: "An objection was upheld or rejected",
  early_reading: "Figures of a frozen period were seen before they were public",
} as const;
export type AuditAction = keyof typeof AUDIT_ACTIONS;

/** One entry of the audit log. */
export const AuditEntrySchema = Type.Object({
  /** 1, 2, 3 … without a gap. */
  sequence: Count53,
  at: EpochMs,
  /** One of {@link AUDIT_ACTIONS}. */
  action: Code,
  /** `done` or `refused`. */
  outcome: Code,
  role: Code,
  who: Text,
  /** Network address it came from; "local" for the command line. */
  address: Text,
  /** What it was about: a report's id, a token's name, a path. */
  subject: Text,
  /** JSON of names and texts, "" where there is no more to say. */
  details: Text,
  /** Hash of the entry before; "" for the first. */
  previous_hash: Text,
  /** SHA-256 (hex) over the JSON array of all fields before it, in this order. */
  hash: Text,
});
export type AuditEntry = Static<typeof AuditEntrySchema>;

/** What happened, before it has its place in the log. */
export interface AuditFact {
  action: AuditAction;
  outcome: "done" | "refused";
  role: string;
  who: string;
  address: string;
  subject: string;
  details?: Readonly<Record<string, string>>;
}
