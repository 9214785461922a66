import type { LoadFailure } from "../client/load-failure.ts";
import type { Messages } from "../i18n/messages.ts";

export function failureText(failure: LoadFailure, messages: Messages): string {
  if (failure.kind === "status") return messages.failure.status(String(failure.status));
  return messages.failure[failure.kind];
}
