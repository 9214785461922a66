import type { CityClock } from "@toancanh/contracts";
import type { Store } from "@toancanh/store";
import { DateTime } from "luxon";
import Type, { type Static } from "typebox";
import { Compile } from "typebox/compile";
import { POSITION_KEY } from "../simulation/position.ts";
import { CommandError } from "../terminal/output.ts";
import { parseMoment } from "../terminal/parse-moment.ts";
import { createSimulatedClock, type SimulatedClock } from "./simulated-clock.ts";
import { worldClock } from "./world-clock.ts";

/** How a data directory remembers that it lives under a simulated clock. Epoch ms. */
const ClockPositionSchema = Type.Object({
  /** What the clock was set to. */
  set_to: Type.Number(),
  /** How far it has come. */
  reached: Type.Number(),
});
export type ClockPosition = Static<typeof ClockPositionSchema>;

const CLOCK_KEY = "clock";
/** How often the clock's position is written while it runs, ms. */
const WRITE_MS = 5000;
const validator = Compile(ClockPositionSchema);

/** Where the simulated clock of a data directory stands; null when it lives under the world's. */
export async function readClockPosition(
  store: Pick<Store, "readPosition" | "query">,
): Promise<ClockPosition | null> {
  const text = await store.readPosition(CLOCK_KEY);
  if (text === null) return null;
  const position = validator.Parse(JSON.parse(text));
  // The position is written every few seconds: after a kill the latest event tells better how far the clock had come.
  const [totals] = await store.query("feed_status", {});
  return { ...position, reached: Math.max(position.reached, totals?.latest_event_at ?? 0) };
}

/** The time by which a command reads a data directory: the world's, or where the directory's clock stands. */
export async function clockOfDirectory(store: Pick<Store, "readPosition" | "query">): Promise<CityClock> {
  const position = await readClockPosition(store);
  return position === null ? worldClock : createSimulatedClock(position.reached, 1);
}

/**
 * Lets a directory's clock go on from behind a moment, epoch ms: what comes in afterwards was not known by then. The
 * world's clock does so by itself.
 */
export async function passMoment(
  store: Pick<Store, "readPosition" | "query" | "writePosition">,
  moment: number,
): Promise<void> {
  const position = await readClockPosition(store);
  if (position === null || position.reached > moment) return;
  await store.writePosition(CLOCK_KEY, JSON.stringify({ ...position, reached: moment + 1 }));
}

/** True when a data directory holds events, or a simulation that has begun. */
export async function isUsed(store: Pick<Store, "readPosition" | "query">): Promise<boolean> {
  const [totals] = await store.query("feed_status", {});
  return (totals?.events ?? 0) > 0 || (await store.readPosition(POSITION_KEY)) !== null;
}

/** What a data directory is and what the command line asks of it. */
export interface ClockRequest {
  position: ClockPosition | null;
  /** True when the directory holds events or a simulation already. */
  used: boolean;
  /** `--clock` (or the first moment of a replay) as epoch ms; null for the world's clock. */
  asked: number | null;
  path: string;
  timeZone: string;
}

/**
 * Where the clock of a directory is to go on: the same `--clock` as before goes on where it stood, a later one jumps
 * there. Null for the world's clock.
 * @throws CommandError (exit code 1) when two clocks would be mixed in one directory
 */
export function chooseClockPosition({
  position,
  used,
  asked,
  path,
  timeZone,
}: ClockRequest): ClockPosition | null {
  const show = (at: number) => showMoment(at, timeZone);
  if (position === null) {
    if (asked === null) return null;
    if (used) {
      throw new CommandError(
        `the data directory ${path} was filled under the world's clock and cannot go over to a simulated one: ` +
          "choose a new one with --data, and feed this one's events into it with --replay",
        1,
      );
    }
    return { set_to: asked, reached: asked };
  }
  if (asked === null) {
    throw new CommandError(
      `the data directory ${path} lives under a simulated clock that stands at ${show(position.reached)}, and its ` +
        `events would be mixed with those of today: go on with --clock ${show(position.set_to)}, or choose another with --data`,
      1,
    );
  }
  if (asked === position.set_to) return position;
  if (asked > position.reached) return { set_to: asked, reached: asked };
  throw new CommandError(
    `--clock ${show(asked)} is in the past of the data directory ${path}: its clock stands at ${show(position.reached)}, ` +
      `and events up to then are in it. Go on with --clock ${show(position.set_to)} or a later moment, or choose a new directory with --data`,
    1,
  );
}

/** A clock that a data directory remembers. */
export interface KeptClock {
  readonly clock: SimulatedClock;
  /** Stops the clock and writes where it stands. */
  close(): Promise<void>;
}

/** Sets a directory's clock and keeps writing where it stands. */
export async function keepClock(
  store: Pick<Store, "writePosition">,
  { set_to, reached }: ClockPosition,
  pace: number,
  replay: boolean,
): Promise<KeptClock> {
  const clock = createSimulatedClock(reached, pace, replay);
  const write = () => store.writePosition(CLOCK_KEY, JSON.stringify({ set_to, reached: clock.now() }));
  await write();
  const timer = setInterval(() => {
    // A failed write needs no repetition: the timer writes again in seconds.
    write().catch(() => undefined);
  }, WRITE_MS);
  timer.unref();
  return {
    clock,
    async close() {
      clearInterval(timer);
      clock.stop();
      // The disk may be full. The next start then finds how far the clock had come from the events.
      await write().catch(() => undefined);
    },
  };
}

/** Reports are of this century: `received_at` before it is a dead letter, and no calendar reaches as far as its end. */
const FIRST_MOMENT = Date.UTC(2000, 0, 1);
const LAST_MOMENT = Date.UTC(2100, 0, 1);

/** The moment of `--clock`, epoch ms. @throws CommandError (exit code 2) when it is none, or of another century */
export function parseClock(text: string, timeZone: string): number {
  const moment = parseMoment(text, "clock", timeZone);
  if (moment >= FIRST_MOMENT && moment < LAST_MOMENT) return moment;
  throw new CommandError(`--clock must lie between 2000 and 2100, not at "${text}"`, 2);
}

/** A moment as `--clock` takes it, in the city's time. */
export function showMoment(at: number, timeZone: string): string {
  const moment = DateTime.fromMillis(at, { zone: timeZone });
  return (
    moment.toISO({
      suppressMilliseconds: true,
      precision: moment.millisecond === 0 ? "second" : "millisecond",
    }) ?? ""
  );
}
