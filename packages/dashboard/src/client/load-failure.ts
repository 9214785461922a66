/** Why figures could not be had, as far as a screen can say it. */
export type LoadFailure =
  | { kind: "network" }
  | { kind: "timeout" }
  | { kind: "status"; status: number }
  | { kind: "shape" };

/** Thrown by the client for an answer that is not what the contract promises. */
export class AnswerError extends Error {
  readonly failure: LoadFailure;
  constructor(failure: LoadFailure, message: string) {
    super(message);
    this.name = "AnswerError";
    this.failure = failure;
  }
}

export function failureOf(error: unknown): LoadFailure {
  if (error instanceof AnswerError) return error.failure;
  if (error instanceof DOMException && error.name === "TimeoutError") return { kind: "timeout" };
  return { kind: "network" };
}
