import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Alarm, AlarmSchema } from "@toancanh/contracts";
import type { Store } from "@toancanh/store";
import { ALARM_MESSAGES } from "@toancanh/words";
import type { Logger } from "pino";
import Type from "typebox";
import { Compile } from "typebox/compile";
import { worldClock } from "../clock/world-clock.ts";

/** How often an ingest process writes its condition into the store, and how often the API reads it, ms. */
const INTERVAL_MS = 5_000;
/**
 * A process silent for longer counts as gone, ms. Long enough that a short outage of the database does not look like
 * it.
 */
const SILENCE_MS = 60_000;

const alarmList = Compile(Type.Array(AlarmSchema));

const INGEST_SILENT: Alarm = { code: "ingest_silent", message: ALARM_MESSAGES.ingest_silent };

interface Options {
  log: Logger;
  intervalMs?: number;
}

/** Work repeated until it is stopped; a failure is logged once until it has gone well again. */
function repeat(what: string, work: () => Promise<void>, { log, intervalMs = INTERVAL_MS }: Options) {
  const stop = new AbortController();
  const loop = (async () => {
    let failing = false;
    while (!stop.signal.aborted) {
      try {
        await work();
        failing = false;
      } catch (error) {
        if (!failing) log.warn({ error: String(error) }, `${what}, will retry`);
        failing = true;
      }
      await sleep(intervalMs, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  })();
  return async (): Promise<void> => {
    stop.abort();
    await loop;
  };
}

/**
 * Keeps saying in the store how this process is, for {@link watchIngestProcesses} in another one. Returns how to stop
 * it; a process that stops has nothing more to say and is no alarm as long as another one goes on.
 */
export function announceIngestProcess(
  store: Pick<Store, "writeIngestProcess">,
  alarms: () => Alarm[],
  options: Options,
): () => Promise<void> {
  const process_id = randomUUID();
  const announce = () =>
    store.writeIngestProcess({ process_id, recorded_at: worldClock.now(), alarms: alarms() });
  return repeat("could not say how this process is", announce, options);
}

/**
 * Alarms of the processes heard lately; `ingest_silent` when there were processes and none is left. `now` is epoch ms.
 */
export function alarmsOfProcesses(
  processes: readonly { recorded_at: number; alarms: string }[],
  now: number,
): Alarm[] {
  const alive = processes.filter(({ recorded_at }) => now - recorded_at <= SILENCE_MS);
  if (alive.length === 0) return processes.length === 0 ? [] : [INGEST_SILENT];
  const distinct = new Map<string, Alarm>();
  for (const { alarms } of alive) {
    const list: unknown = JSON.parse(alarms);
    // Written by a version with other alarms: only that version's screens know them.
    if (!alarmList.Check(list)) continue;
    for (const alarm of list) distinct.set(alarm.message.en, alarm);
  }
  return [...distinct.values()];
}

/** Keeps asking the store how the ingest processes are. */
export function watchIngestProcesses(
  store: Pick<Store, "query">,
  options: Options,
): { alarms(): Alarm[]; stop(): Promise<void> } {
  let alarms: Alarm[] = [];
  const ask = async (): Promise<void> => {
    alarms = alarmsOfProcesses(await store.query("ingest_processes", {}), worldClock.now());
  };
  const stop = repeat("could not ask how the ingest processes are", ask, options);
  return { alarms: () => alarms, stop };
}
