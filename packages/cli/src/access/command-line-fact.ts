import { userInfo } from "node:os";
import type { AuditAction, AuditFact } from "@toancanh/contracts";

/** What a person at the shell did, for the audit log: who it is to the operating system. */
export function commandLineFact(
  action: AuditAction,
  subject: string,
  details?: Readonly<Record<string, string>>,
): AuditFact {
  return {
    action,
    outcome: "done",
    role: "local",
    who: accountName(),
    address: "local",
    subject,
    ...(details === undefined ? {} : { details }),
  };
}

/** A container may run under a number without a name. */
function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? "");
  }
}
