import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { tryLock } from "fs-native-extensions";
import { StoreError } from "./store-error.ts";

const LOCK_FILE = "toancanh.lock";

/**
 * Takes the embedded data directory for this process, creating it when missing, and returns the release.
 * libchdb would open a directory that another process has open, and both would write to it: hence a lock of our own.
 * The operating system holds it (docs/adr/0010), so it is given to one process only and ends with that process, however
 * it ends. The file also names its holder: for the message, and because versions up to 0.2 have no other lock.
 * It is never removed, since a process that waits behind the removal would lock a file that is no longer there.
 *
 * @throws StoreError `data_dir_in_use` | `data_dir_unwritable`
 */
export function lockDataDir(dir: string): () => void {
  const file = join(dir, LOCK_FILE);
  let handle: number;
  try {
    mkdirSync(dir, { recursive: true });
    handle = openSync(file, "a+");
  } catch (cause) {
    throw unwritable(dir, cause);
  }
  try {
    const isOurs = tryLock(handle);
    const holder = readHolder(file);
    if (!isOurs) throw inUse(dir, holder?.pid ?? null);
    if (holder !== null && isAlive(holder)) throw inUse(dir, holder.pid);
    ftruncateSync(handle);
    writeSync(handle, `${process.pid} ${processStart(process.pid)}\n`);
  } catch (cause) {
    closeSync(handle);
    throw cause instanceof StoreError ? cause : unwritable(dir, cause);
  }
  let held = true;
  return () => {
    if (!held) return;
    held = false;
    try {
      ftruncateSync(handle);
    } finally {
      closeSync(handle);
    }
  };
}

interface Holder {
  pid: number;
  start: string;
}

function readHolder(file: string): Holder | null {
  try {
    const [pid = "", start = ""] = readFileSync(file, "utf8").trim().split(" ");
    return /^\d+$/.test(pid) ? { pid: Number(pid), start } : null;
  } catch {
    return null;
  }
}

function isAlive(holder: Holder): boolean {
  // What this process left by a release that failed is free: the operating system has just given us the lock.
  if (holder.pid === process.pid) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (!hasCode(error, "EPERM")) return false;
  }
  return holder.start === "" || holder.start === processStart(holder.pid);
}

/** Start time of a process in clock ticks since boot, from Linux' /proc; "" where that does not exist. */
function processStart(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in brackets may hold spaces: fields are counted behind it; starttime is the 22nd.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

function inUse(dir: string, pid: number | null): StoreError {
  const holder = pid === null ? "another process" : `process ${pid}`;
  return new StoreError(
    "data_dir_in_use",
    `data directory ${dir} is in use by ${holder}: stop it or choose another with --data`,
  );
}

function unwritable(dir: string, cause: unknown): StoreError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StoreError(
    "data_dir_unwritable",
    `data directory ${dir} cannot be written (${reason}): fix its permissions or choose another with --data`,
    { cause },
  );
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
