import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { productRoot } from "../city/paths.ts";

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The `toancanh` command as users run it, in a process of its own: the build that `npm test` has made. */
export function spawnCommand(args: readonly string[], input = "") {
  const child = spawn(process.execPath, [join(productRoot, "scripts", "cli.mjs"), ...args], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    output.stderr += text;
  });
  child.stdin.end(input);
  const finished = once(child, "close").then((): Finished => ({ code: child.exitCode, ...output }));
  onTestFinished(() => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
  });
  return { child, output, finished };
}

export function runCommand(args: readonly string[], input = ""): Promise<Finished> {
  return spawnCommand(args, input).finished;
}

/** An empty directory, removed when the test has ended. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "toancanh-cli-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Waits until `look` gives something, asking every 100 ms. */
export async function waitFor<T>(look: () => Promise<T | null> | T | null, limitMs: number): Promise<T> {
  const end = Date.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > end) throw new Error(`nothing came within ${limitMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
