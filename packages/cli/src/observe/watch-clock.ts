import type { Clock } from "@toancanh/contracts";
import { ALARM_MESSAGES } from "@toancanh/words";
import type { Logger } from "pino";
import type { AlarmBoard } from "./alarm-board.ts";

/** What other machines noted may lie so far ahead, ms. */
const TOLERANCE_MS = 60_000;
const INTERVAL_MS = 5_000;

interface Options {
  clock: Clock;
  board: AlarmBoard;
  log: Logger;
}

/**
 * Tells a clock that was set back: it stands before a moment at which something was already stored, or which this
 * process has already seen. Events then look as if they came from the future, and what is overdue counts as in time.
 *
 * @param newest when the newest stored event was recorded, epoch ms; null when nothing is stored
 * @returns how to stop it
 */
export function watchClock(newest: number | null, { clock, board, log }: Options): () => void {
  let highest = newest ?? 0;
  let isTold = false;
  const look = (): void => {
    const now = clock.now();
    const behindMs = highest - now;
    highest = Math.max(highest, now);
    const isBehind = behindMs > TOLERANCE_MS;
    if (isBehind && !isTold) log.error({ behind_ms: behindMs }, "the clock stands before what is stored");
    isTold = isBehind;
    const message = ALARM_MESSAGES.clock_behind(Math.ceil(behindMs / 60_000));
    board.say("clock", isBehind ? { alarms: [{ code: "clock_behind", message }] } : {});
  };
  look();
  const timer = setInterval(look, INTERVAL_MS);
  return () => clearInterval(timer);
}
