import type { Messages } from "@toancanh/words";
import type { LoadFailure } from "../client/load-failure.ts";

export function failureText(failure: LoadFailure, messages: Messages): string {
  if (failure.kind === "status") return messages.failure.status(String(failure.status));
  return messages.failure[failure.kind];
}
