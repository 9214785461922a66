/**
 * `usage`: there is no such thing to ask for; `missing`: it may be asked for and is not there; `conflict`: the state of
 * the period does not allow it; `blocked`: something speaks against closing; `objection`: what was decided or how the
 * obligation was judged does not allow it.
 */
type PeriodErrorCode = "usage" | "missing" | "conflict" | "blocked" | "objection";

/** What cannot be done to a period or said of it; the message names the cause and the cure. */
export class PeriodError extends Error {
  readonly code: PeriodErrorCode;

  constructor(code: PeriodErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "PeriodError";
    this.code = code;
  }
}
