import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import Type from "typebox";
import { Compile } from "typebox/compile";
import type { StoredIds } from "./power-main.ts";

const MAIN = fileURLToPath(new URL("../../dist/power/power-main.js", import.meta.url));
/** A start migrates, checks what it finds and opens the wall; beside other work it may take its time. */
const START_MS = 90_000;

const Ids = Type.Array(Type.String());
const storedIds = Compile(Type.Object({ events: Ids, reports: Ids, deadLetters: Ids }));

function spawnMain(args: string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, UV_THREADPOOL_SIZE: "8", ...env },
  });
}

function gather(child: ChildProcess): { stdout: string; stderr: string } {
  const output = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    output.stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    output.stderr += text;
  });
  return output;
}

/** `toancanh start` without simulation. */
export interface PowerProduct {
  /** Without a slash at the end. */
  url: string;
  kill(): Promise<void>;
}

/** @throws Error with what it said when it does not start */
export async function startPowerProduct(data: string, env: Record<string, string>): Promise<PowerProduct> {
  const child = spawnMain(["start", "--no-simulate", "--port", "0", "--data", data], env);
  const output = gather(child);
  const closed = once(child, "close");
  const kill = async (): Promise<void> => {
    child.kill("SIGKILL");
    await closed;
  };
  for (const end = Date.now() + START_MS; Date.now() < end; ) {
    const url = /http:\/\/\S+(?=\/wall)/.exec(output.stdout)?.[0];
    if (url !== undefined) return { url, kill };
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await kill();
  throw new Error(`the product did not start: ${output.stderr.slice(-2000)}`);
}

/** @throws Error with what it said when the directory cannot be opened */
export async function listStoredIds(data: string): Promise<StoredIds> {
  const child = spawnMain(["list", data], {});
  const output = gather(child);
  await once(child, "close");
  if (child.exitCode !== 0) throw new Error(`the data cannot be opened: ${output.stderr.slice(-2000)}`);
  return storedIds.Parse(JSON.parse(output.stdout));
}
