import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "@toancanh/contracts";
import type { Ingester } from "@toancanh/ingest";
import type { Store } from "@toancanh/store";
import { type ReplayPosition, writeReplayPosition } from "./replay-position.ts";
import { sourceName } from "./replay-source.ts";
import {
  DAY_MS,
  dropRefused,
  readRefused,
  readSpoolDay,
  type SpooledEvent,
  type SpoolList,
} from "./spool.ts";

/** Events of one accept. */
const BATCH = 10_000;
const TICK_MS = 250;
/** Without events the position still moves on, real ms. */
const IDLE_POSITION_MS = 30_000;

export interface ReplayDeps {
  ingester: Pick<Ingester, "accept">;
  store: Pick<Store, "writePosition">;
  clock: Clock;
  dir: string;
  list: SpoolList;
  /** Aborted to stop; what was taken before is finished. */
  signal: AbortSignal;
}

/** Hands events over; `filledAt` (epoch ms) is the moment up to which they count as recorded before. */
async function acceptAll(
  deps: ReplayDeps,
  events: readonly SpooledEvent[],
  filledAt: number | null,
): Promise<void> {
  const name = sourceName(deps.list.source);
  for (let start = 0; start < events.length && !deps.signal.aborted; start += BATCH) {
    const batch = events.slice(start, start + BATCH);
    await deps.ingester.accept(batch, {
      originOf: (index) => {
        const { line, id } = batch[index] ?? { line: null, id: "" };
        return line === null ? { kind: "internal", event: id } : { kind: "file_line", name, line };
      },
      ...(filledAt === null ? {} : { recordedAt: (index) => recordedBefore(batch[index], filledAt) }),
    });
  }
}

/** Its own time of record, if that is known and was before the clock's moment; else the time at which it happened. */
function recordedBefore(event: SpooledEvent | undefined, filledAt: number): number {
  if (event === undefined) return filledAt;
  const { time, recordedAt } = event;
  return recordedAt !== null && recordedAt >= time && recordedAt <= filledAt ? recordedAt : time;
}

/** Puts the lines that are no events into the dead letters. @returns how many they were */
async function keepRefused({ ingester, dir, list }: ReplayDeps): Promise<number> {
  const lines = await readRefused(dir);
  const name = sourceName(list.source);
  for (let start = 0; start < lines.length; start += BATCH) {
    const batch = lines.slice(start, start + BATCH);
    await ingester.accept(batch, {
      originOf: (index) => ({ kind: "file_line", name, line: batch[index]?.line ?? 0 }),
    });
  }
  await dropRefused(dir);
  return lines.length;
}

/**
 * Takes all that happened up to where the clock stands, day by day, and goes on where it was interrupted.
 * @param onProgress share 0..1 of those events, the moment (epoch ms) reached and the events taken so far
 */
export async function fillReplay(
  deps: ReplayDeps,
  start: ReplayPosition,
  onProgress: (share: number, at: number, events: number) => void,
): Promise<ReplayPosition> {
  const { list, store, clock, signal } = deps;
  const until = clock.now();
  const days = list.days.filter(({ day }) => day <= until);
  const total = days.reduce((sum, { events }) => sum + events, 0);
  let [position, taken] = [start, 0];
  await keepRefused(deps);
  for (const { day, events: count } of days) {
    if (signal.aborted) return position;
    const end = Math.min(day + DAY_MS - 1, until);
    taken += count;
    if (end <= position.reached) continue;
    const events = await readSpoolDay(deps.dir, day);
    const { reached } = position;
    await acceptAll(
      deps,
      events.filter(({ time }) => time > reached && time <= end),
      until,
    );
    if (signal.aborted) return position;
    position = { ...position, reached: end };
    await writeReplayPosition(store, position);
    onProgress(total === 0 ? 1 : taken / total, end, taken);
  }
  return position;
}

/** Lets the events arrive when their time comes; ends when all have, or on abort. */
export async function runReplay(deps: ReplayDeps, start: ReplayPosition): Promise<void> {
  const { list, clock, store, signal } = deps;
  let position = start;
  let writtenAt = performance.now();
  for (const { day } of list.days) {
    if (day + DAY_MS <= position.reached) continue;
    // The day is read when it begins, not before: a replay may end in years.
    await sleepUntil(day, deps);
    if (signal.aborted) return;
    const { reached } = position;
    let waiting = (await readSpoolDay(deps.dir, day)).filter(({ time }) => time > reached);
    while (waiting.length > 0 && !signal.aborted) {
      const now = clock.now();
      const due = waiting.filter(({ time }) => time <= now);
      await acceptAll(deps, due, null);
      if (signal.aborted) return;
      waiting = waiting.slice(due.length);
      position = { ...position, reached: Math.max(position.reached, Math.min(now, day + DAY_MS - 1)) };
      if (due.length > 0 || performance.now() - writtenAt > IDLE_POSITION_MS) {
        await writeReplayPosition(store, position);
        writtenAt = performance.now();
      }
      if (waiting.length > 0) await rest(signal);
    }
  }
}

async function sleepUntil(at: number, { clock, signal }: ReplayDeps): Promise<void> {
  while (clock.now() < at && !signal.aborted) await rest(signal);
}

async function rest(signal: AbortSignal): Promise<void> {
  await sleep(TICK_MS, undefined, { signal }).catch(() => undefined);
}
