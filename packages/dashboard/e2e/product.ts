import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The built command line; `npm test` builds it before the tests run. */
const CLI = fileURLToPath(new URL("../../cli/dist/index.js", import.meta.url));
const RUN = `const { runCli } = await import(${JSON.stringify(CLI)}); await runCli(process.argv.slice(1));`;
const READY_MS = 180_000;

/** The product as a process of its own: what a wall really talks to. */
export interface Product {
  url: string;
  /** Ends the process; the data stays. */
  stop(): Promise<void>;
  /** Starts it again on the same data and port, with more options of `npm start` if given. */
  start(options?: readonly string[]): Promise<void>;
  /** Ends it for good and removes its data. */
  remove(): Promise<void>;
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}

interface HealthAnswer {
  status: string;
  fill: number | null;
}

function isHealth(value: unknown): value is HealthAnswer {
  return typeof value === "object" && value !== null && "status" in value && "fill" in value;
}

/** Answers once the history is filled, also while alarms stand. */
async function waitUntilFilled(
  url: string,
  headers: Record<string, string>,
  child: ChildProcess,
  output: () => string,
): Promise<void> {
  const end = Date.now() + READY_MS;
  while (Date.now() < end) {
    if (child.exitCode !== null) throw new Error(`the product ended by itself:\n${output()}`);
    const health: unknown = await fetch(`${url}/api/v1/health`, { headers }).then(
      (response) => response.json(),
      () => null,
    );
    if (isHealth(health) && health.status !== "starting" && (health.fill ?? 1) === 1) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error(`the product was not ready within ${READY_MS / 1000} s:\n${output()}`);
}

/** How the product under test differs from the usual one. */
export interface ProductOptions {
  /** Moment at which it lives (`--clock`), with offset or in the city's time; left out: the world's. */
  clock?: string;
  /** Pace of that clock (`--speed`). */
  speed?: number;
  /** Who may come in (`--access`), and the token of an operator to ask how it is. */
  access?: { file: string; token: string };
}

/** One command of the built command line; what it printed. @throws Error with its messages when it failed */
export async function runCommand(args: readonly string[], input = ""): Promise<string> {
  const child = spawn(process.execPath, ["--input-type=module", "-e", RUN, "--", ...args]);
  const output = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output.out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    output.err += text;
  });
  child.stdin.end(input);
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`${args.join(" ")}: ${output.err}`);
  return output.out;
}

/** Starts the product with two months of simulated history in a folder of its own. */
export async function launchProduct({ clock, speed, access }: ProductOptions = {}): Promise<Product> {
  const data = await mkdtemp(join(tmpdir(), "toancanh-wall-"));
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;

  const start = async (options: readonly string[] = []) => {
    const place = ["--profile", "hcmc", "--data", data, "--port", String(port), "--months", "2"];
    const time = [
      ...(clock === undefined ? [] : ["--clock", clock]),
      ...(speed === undefined ? [] : ["--speed", String(speed)]),
    ];
    const door = access === undefined ? [] : ["--access", access.file];
    const args = ["start", ...place, ...time, ...door, ...options];
    const started = spawn(process.execPath, ["--input-type=module", "-e", RUN, "--", ...args], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [started.stdout, started.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        output = `${output}${chunk.toString()}`.slice(-4_000);
      });
    }
    child = started;
    const headers: Record<string, string> =
      access === undefined ? {} : { authorization: `Bearer ${access.token}` };
    await waitUntilFilled(url, headers, started, () => output);
  };
  const stop = async () => {
    const running = child;
    child = null;
    if (running === null || running.exitCode !== null) return;
    const ended = once(running, "exit");
    running.kill("SIGTERM");
    await ended;
  };
  await start();
  return {
    url,
    start,
    stop,
    remove: async () => {
      await stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}
