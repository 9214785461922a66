import { localDaysBefore, type Rulebook } from "@toancanh/domain";
import { toInstant } from "../../figure-source.ts";
import type { Span } from "../../scope.ts";

/** A wall judges by so many days up to now (docs/metrics.md §9). */
export const WINDOW_DAYS = 30;

/** The window up to `now`, and the span of `before` days that ends where it begins. */
export function rollingSpans(
  rulebook: Pick<Rulebook, "timeZone">,
  now: number,
  before: number,
): { window: Span; earlier: Span } {
  const from = localDaysBefore(rulebook, now, WINDOW_DAYS);
  return {
    window: { from, to: now },
    earlier: { from: localDaysBefore(rulebook, now, WINDOW_DAYS + before), to: from },
  };
}

/** A window on the wire. */
export function toWindow({ from, to }: Span) {
  return { from: toInstant(from), to: toInstant(to), days: WINDOW_DAYS };
}

/** Parameters of a read of several windows at once. */
export function windowParams(asOf: number, spans: readonly Span[]) {
  return {
    as_of: asOf,
    window_from: spans.map((span) => span.from),
    window_to: spans.map((span) => span.to),
  };
}
