import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { endChild, killChild } from "../processes.ts";
import { connectFrontFaults } from "./front-control.ts";
import type { FrontFaults } from "./front-faults.ts";

export interface SpawnFrontOptions {
  /** Data directory, kept across starts. */
  dir: string;
  /** Give the port of an earlier front to come back at its address; a free one without it. */
  port?: number;
  users?: Readonly<Record<string, string>>;
  /** Beside what this process has in its environment. */
  env?: Readonly<Record<string, string>>;
}

/** A front in a process of its own: it can be killed and frozen as a database server can. */
export interface SpawnedFront {
  readonly url: string;
  readonly controlUrl: string;
  readonly pid: number;
  readonly faults: FrontFaults;
  /** SIGSTOP and SIGCONT. */
  freeze(): void;
  thaw(): void;
  /** SIGKILL: what is committed stays in the data directory. */
  kill(): Promise<void>;
  /** SIGTERM, after 10 s SIGKILL. */
  stop(): Promise<void>;
}

function readAddress(line: string): { url: string; controlUrl: string } {
  const value: unknown = JSON.parse(line);
  if (typeof value === "object" && value !== null && "url" in value && "controlUrl" in value) {
    const { url, controlUrl } = value;
    if (typeof url === "string" && typeof controlUrl === "string") return { url, controlUrl };
  }
  throw new Error(`the front answered ${line}`);
}

function waitForAddress(child: ChildProcess): Promise<{ url: string; controlUrl: string }> {
  return new Promise((resolve, reject) => {
    let complaint = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      complaint += chunk.toString("utf8");
    });
    child.on("error", reject);
    child.on("close", () =>
      reject(new Error(`the ClickHouse front ended while starting: ${complaint.slice(-2_000)}`)),
    );
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).once("line", (line) => {
      try {
        resolve(readAddress(line));
      } catch (error) {
        reject(error);
      }
    });
  });
}

/**
 * Starts the front as its own process and resolves when it answers. It ends with this process, however this one
 * ends. Needs the built package (`tsc -b packages/harness`): Node runs no TypeScript.
 */
export async function spawnClickHouseFront(options: SpawnFrontOptions): Promise<SpawnedFront> {
  const program = join(import.meta.dirname, "..", "..", "dist", "front", "clickhouse-front-main.js");
  if (!existsSync(program))
    throw new Error("the harness is not built: run `npx tsc -b packages/harness` first");
  const users = Object.entries(options.users ?? {}).flatMap(([name, password]) => [
    "--user",
    `${name}:${password}`,
  ]);
  const args = ["--dir", options.dir, "--port", String(options.port ?? 0), ...users, "--until-stdin-ends"];
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...process.env, ...options.env },
  });
  const { url, controlUrl } = await waitForAddress(child).catch(async (error: unknown) => {
    await killChild(child);
    throw error;
  });
  return {
    url,
    controlUrl,
    pid: child.pid ?? 0,
    faults: connectFrontFaults(controlUrl),
    freeze: () => void child.kill("SIGSTOP"),
    thaw: () => void child.kill("SIGCONT"),
    kill: () => killChild(child),
    stop: () => endChild(child, 10_000),
  };
}
