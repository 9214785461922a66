import { isDataError, type Store, StoreError } from "@toancanh/store";
import { ALARM_MESSAGES } from "@toancanh/words";
import type { Logger } from "pino";
import type { AlarmBoard } from "./alarm-board.ts";
import { nameFailure } from "./name-failure.ts";

/** A write that is not answered for so long is told like one that failed, ms. */
const SLOW_WRITE_MS = 5_000;

interface Options {
  /** Names what is watched on the board. */
  part: string;
  board: AlarmBoard;
  log: Logger;
  slowMs?: number;
}

/** Runs a write under its name and watches its end. */
type WriteWatch = <T>(operation: string, write: () => Promise<T>) => Promise<T>;

/**
 * Watches writes: from the moment at which one fails, or is not answered in time, an alarm stands until a write of the
 * same kind has succeeded and none is overdue. Rows that the database refuses for what they say are no failure of it.
 */
export function createWriteWatch({ part, board, log, slowMs = SLOW_WRITE_MS }: Options): WriteWatch {
  /** Why the last write of each kind failed. */
  const failed = new Map<string, string>();
  /** Kinds of the writes that are overdue now. */
  const overdue = new Map<symbol, string>();
  let told = false;

  function tell(): void {
    const [failure] = failed;
    const [late] = overdue.values();
    const [operation, reason] = failure ?? [late, `> ${slowMs / 1000} s`];
    const isFailing = operation !== undefined;
    const message = isFailing ? ALARM_MESSAGES.writes_failing(operation, reason) : null;
    board.say(part, message === null ? {} : { alarms: [{ code: "writes_failing", message }] });
    if (isFailing === told) return;
    told = isFailing;
    if (isFailing) log.error({ operation, reason }, "data cannot be written");
    else log.warn({ part }, "data can be written again");
  }

  return async (operation, write) => {
    const id = Symbol(operation);
    const timer = setTimeout(() => {
      overdue.set(id, operation);
      tell();
    }, slowMs);
    timer.unref();
    try {
      const answer = await write();
      failed.delete(operation);
      return answer;
    } catch (error) {
      if (!isDataError(error) && !(error instanceof StoreError)) failed.set(operation, nameFailure(error));
      throw error;
    } finally {
      clearTimeout(timer);
      overdue.delete(id);
      tell();
    }
  };
}

/** The same store, its writes watched. */
export function watchWrites(store: Store, options: Options): Store {
  const watch = createWriteWatch(options);
  return {
    ...store,
    appendEvents: (rows) => watch("append_events", () => store.appendEvents(rows)),
    writeStates: (rows) => watch("write_states", () => store.writeStates(rows)),
    writeDeadLetters: (rows) => watch("write_dead_letters", () => store.writeDeadLetters(rows)),
    writePosition: (source, position) => watch("write_position", () => store.writePosition(source, position)),
  };
}
