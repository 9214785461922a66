import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

/** How a finished program ended; `code` is null when a signal ended it. */
export interface ProgramResult {
  code: number | null;
  /** stdout and stderr together, as written. */
  output: string;
}

/**
 * Runs a program to its end; `onStart` gets its process. Rejects only when it cannot be started (then `code` of the
 * error is ENOENT or so).
 */
export function runProgram(
  command: string,
  args: readonly string[],
  onStart: (child: ChildProcess) => void = () => {},
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
    onStart(child);
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output: Buffer.concat(chunks).toString("utf8") }));
  });
}

/** Ports of 127.0.0.1 that were free a moment ago, all different. */
export async function findFreePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports: number[] = [];
  for (const server of servers) {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address !== null && typeof address === "object") ports.push(address.port);
  }
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** Whether the child still runs (a stopped, frozen one does). */
export function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

/**
 * Ends a child and resolves when it is gone: SIGTERM first, SIGKILL after `patienceMs`. A frozen child is woken
 * first, since a stopped process would not see SIGTERM.
 */
export async function endChild(child: ChildProcess, patienceMs: number): Promise<void> {
  if (!isRunning(child)) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  child.kill("SIGCONT");
  const timer = setTimeout(() => child.kill("SIGKILL"), patienceMs);
  await gone;
  clearTimeout(timer);
}

/** Kills a child at once (SIGKILL) and resolves when it is gone. */
export async function killChild(child: ChildProcess): Promise<void> {
  if (!isRunning(child)) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}
