import { ALARM_CODES, type AlarmCode, STATE_HEADERS } from "@toancanh/contracts";
import { useSyncExternalStore } from "react";

/** What every answer says of the server, whatever was asked. */
interface AnswerState {
  /** The city's time when it answered, epoch ms. */
  serverMs: number;
  /** City seconds in a second; undefined under the world's clock. */
  speed: number | undefined;
  alarms: readonly AlarmCode[];
}

const listeners = new Set<(state: AnswerState) => void>();
const NO_ALARMS: readonly AlarmCode[] = [];
let alarms = NO_ALARMS;

/** What the headers of an answer say; null for one that is not of our server (a proxy's, when the server is away). */
function readState(headers: Headers): AnswerState | null {
  const serverMs = Date.parse(headers.get(STATE_HEADERS.time) ?? "");
  if (Number.isNaN(serverMs)) return null;
  const speed = headers.get(STATE_HEADERS.speed);
  const named = new Set((headers.get(STATE_HEADERS.alarms) ?? "").split(","));
  return {
    serverMs,
    speed: speed === null ? undefined : Number(speed),
    alarms: ALARM_CODES.filter((code) => named.has(code)),
  };
}

/** To be called with the headers of every answer, a refusal too. */
export function noteAnswer(headers: Headers): void {
  const state = readState(headers);
  if (state === null) return;
  if (state.alarms.join() !== alarms.join()) alarms = state.alarms;
  for (const listener of listeners) listener(state);
}

/** Calls `listener` with the state of each answer. @returns how to end it */
export function onAnswer(listener: (state: AnswerState) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Kinds of alarm that stood at the last answer. */
export function useAnswerAlarms(): readonly AlarmCode[] {
  return useSyncExternalStore(onAnswer, () => alarms);
}
