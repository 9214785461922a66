import type { SimulatedClockStamp } from "@toancanh/contracts";
import type { Formatter, Messages } from "@toancanh/words";

/** Where the figures of a screen come from. */
export interface FigureOrigin {
  simulated: boolean;
  /** Null for the world's clock. */
  clock: SimulatedClockStamp | null;
}

/** As an answer of the server says it. */
export function originOf(answer: {
  simulated: boolean;
  simulated_clock?: SimulatedClockStamp;
}): FigureOrigin {
  return { simulated: answer.simulated, clock: answer.simulated_clock ?? null };
}

/** What every screen has to say of its figures when they are not today's real ones; empty when they are. */
export function originLabels(
  { simulated, clock }: FigureOrigin,
  messages: Messages,
  format: Formatter,
): string[] {
  const labels: string[] = [];
  if (clock?.replay === true) labels.push(simulated ? messages.replayed.simulated : messages.replayed.real);
  else if (simulated) labels.push(messages.simulated);
  if (clock !== null) labels.push(messages.simulatedClock(paceOf(clock, format)));
  return labels;
}

function paceOf({ speed }: SimulatedClockStamp, format: Formatter): string | null {
  if (speed === 0) return "";
  return speed === 1 ? null : format.plain(speed);
}
