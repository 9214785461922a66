import { spawn } from "node:child_process";

/** Stopping takes at most this long, ms; what has not ended by then is durable or will be sent again by its source. */
export const STOP_LIMIT_MS = 9500;

/**
 * Kills this process after `ms` unless it has ended by itself. Another process does it: a call into native code that
 * hangs also holds up the timers of this one, and `process.exit` waits for threads that may hang.
 */
export function limitStop(ms: number): void {
  const program = [
    `setTimeout(() => { process.kill(${process.pid}, "SIGKILL"); process.exit(); }, ${ms});`,
    // stdin ends when the parent ends: the helper is gone before the system can give the parent's number to a new
    // process.
    'process.stdin.on("end", () => process.exit()).resume();',
  ].join("\n");
  // In a group of its own: Ctrl-C at the terminal must not take it along.
  const helper = spawn(process.execPath, ["-e", program], {
    stdio: ["pipe", "ignore", "ignore"],
    env: {},
    detached: true,
  });
  // When the helper cannot be started, this process still stops in order; only the limit is missing.
  helper.on("error", () => undefined);
  helper.unref();
}
