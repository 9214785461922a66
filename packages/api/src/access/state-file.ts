import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A small JSON file that the server reads and the command line changes while it runs. */
interface StateFile<T> {
  /** As it stands on the disk; read anew only when it has changed. @throws Error when it is damaged */
  read(): T;
  /** Changes it under a lock, whole or not at all; only its owner may read it. */
  update(change: (before: T) => T): Promise<void>;
}

/** A lock that is older was left by a process that ended in between. */
const STALE_LOCK_MS = 10_000;
const LOCK_TRIES = 100;
const LOCK_WAIT_MS = 50;

/**
 * @param isWhole tells what the file may hold from what is damaged
 * @param empty what a file that is not there yet holds
 * @param now the world's time, epoch milliseconds: the age of a lock that was left is told by it
 */
export function openStateFile<T>(
  path: string,
  isWhole: (value: unknown) => value is T,
  empty: T,
  now: () => number,
): StateFile<T> {
  let seen = "";
  let held = empty;
  const read = (): T => {
    const state = stateOf(path);
    if (state === seen) return held;
    held = state === "" ? empty : parse(path, isWhole);
    seen = state;
    return held;
  };
  return {
    read,
    async update(change) {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      const lock = `${path}.lock`;
      await takeLock(lock, now);
      try {
        seen = "never";
        replaceFile(path, `${JSON.stringify(change(read()), null, 2)}\n`);
      } finally {
        rmSync(lock, { force: true });
      }
    },
  };
}

/** Tells one state of a file from the next; "" when there is none. */
function stateOf(path: string): string {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? "" : `${stat.ino} ${stat.size} ${stat.mtimeNs}`;
}

function parse<T>(path: string, isWhole: (value: unknown) => value is T): T {
  const value: unknown = JSON.parse(readFileSync(path, "utf8"));
  if (!isWhole(value)) throw new Error(`${path} is damaged: put it back from a backup or remove it`);
  return value;
}

async function takeLock(path: string, now: () => number): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      closeSync(openSync(path, "wx", 0o600));
      return;
    } catch (cause) {
      const takenAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
      if (takenAt !== undefined && now() - takenAt > STALE_LOCK_MS) rmSync(path, { force: true });
      else if (tries === LOCK_TRIES) {
        throw new Error(`${path} is held by another process: wait for it, then try again`, { cause });
      }
      await sleep(LOCK_WAIT_MS);
    }
  }
}

function replaceFile(path: string, text: string): void {
  const draft = `${path}.new`;
  const file = openSync(draft, "w", 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}
