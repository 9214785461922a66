import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { StoreError } from "./store-error.ts";

const LOCK_FILE = "toancanh.lock";

/**
 * Takes the embedded data directory for this process, creating it when missing, and returns the release.
 * libchdb would open a directory that another process has open, and both would write to it: hence our own
 * lock. It holds the pid and its start time, so that neither a crash nor a reused pid keeps it locked.
 *
 * @throws StoreError `data_dir_in_use` | `data_dir_unwritable`
 */
export function lockDataDir(dir: string): () => void {
  const file = join(dir, LOCK_FILE);
  try {
    mkdirSync(dir, { recursive: true });
  } catch (cause) {
    throw unwritable(dir, cause);
  }
  for (let attempt = 0; ; attempt++) {
    try {
      const handle = openSync(file, "wx");
      writeSync(handle, `${process.pid} ${processStart(process.pid)}\n`);
      closeSync(handle);
      let held = true;
      return () => {
        if (held) rmSync(file, { force: true });
        held = false;
      };
    } catch (cause) {
      if (!hasCode(cause, "EEXIST")) throw unwritable(dir, cause);
    }
    const holder = readHolder(file);
    if (holder !== null && isAlive(holder)) throw inUse(dir, holder.pid);
    // Left by a process that was killed. Should another process take it before us, the next attempt finds out.
    if (attempt >= 3) throw inUse(dir, holder?.pid ?? 0);
    rmSync(file, { force: true });
  }
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
  if (holder.pid === process.pid) return holder.start === processStart(process.pid);
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

function inUse(dir: string, pid: number): StoreError {
  return new StoreError(
    "data_dir_in_use",
    `data directory ${dir} is in use by process ${pid}: stop it or choose another with --data`,
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
