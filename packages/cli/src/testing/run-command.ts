import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { onTestFinished } from "vitest";
import { productRoot } from "../city/paths.ts";
import { runCli } from "../run-cli.ts";
import { CommandError, type Terminal } from "../terminal/output.ts";

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

/**
 * The `toancanh` command as users run it, in a process of its own: the build that `npm test` has made. For what is about
 * processes (signals, kills, two at a time); the rest goes by {@link runCommand}, since starting one takes seconds.
 */
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

/** A terminal that keeps what is written to it. */
export function recordTerminal(input = "") {
  const output = { stdout: "", stderr: "" };
  const terminal: Terminal = {
    input: Readable.from(input === "" ? [] : [input]),
    out: (text) => {
      output.stdout += text;
    },
    err: (text) => {
      output.stderr += text;
    },
    interactive: false,
  };
  return { terminal, output };
}

/** The command line in this process, from its arguments to its exit code. A process holds one data directory at a time. */
export async function runCommand(args: readonly string[], input = ""): Promise<Finished> {
  const { terminal, output } = recordTerminal(input);
  const before = process.exitCode;
  process.exitCode = undefined;
  try {
    await runCli(args, terminal);
    return { code: Number(process.exitCode ?? 0), ...output };
  } finally {
    process.exitCode = before;
  }
}

/** A command's function in this process, with options that no command line gives. What it returns counts as 0 but for a 1. */
export async function runHere(work: (terminal: Terminal) => Promise<unknown>): Promise<Finished> {
  const { terminal, output } = recordTerminal();
  try {
    return { code: (await work(terminal)) === 1 ? 1 : 0, ...output };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { code: error.exitCode, stdout: output.stdout, stderr: error.message };
  }
}

/** An empty directory, removed when the test has ended. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "toancanh-cli-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** `toancanh start` without simulation on a data directory, once it answers. */
export async function startHeld(
  data: string,
  ...more: readonly string[]
): Promise<{ url: string; stop(): Promise<void> }> {
  const product = spawnCommand(["start", "--no-simulate", "--port", "0", "--data", data, ...more]);
  const url = await waitFor(() => {
    if (product.child.exitCode !== null) throw new Error(product.output.stderr);
    return /http:\/\/\S+(?=\/wall)/.exec(product.output.stdout)?.[0] ?? null;
  }, 180_000);
  return {
    url,
    async stop() {
      product.child.kill("SIGTERM");
      await product.finished;
    },
  };
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
