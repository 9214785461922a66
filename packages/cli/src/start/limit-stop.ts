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
    // The pipe ends with the process it comes from: its number is never used for another one.
    'process.stdin.on("end", () => process.exit()).resume();',
  ].join("\n");
  // In a group of its own: Ctrl-C at the terminal must not take it along.
  const helper = spawn(process.execPath, ["-e", program], {
    stdio: ["pipe", "ignore", "ignore"],
    env: {},
    detached: true,
  });
  // Where no process can be started the stop is still orderly, only not limited.
  helper.on("error", () => undefined);
  helper.unref();
}
