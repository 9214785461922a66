import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { FaultPoint } from "./fault-points.ts";
import type { Control } from "./sabotage.ts";

export interface IngestProcessConfig {
  profile: string;
  brokers: string;
  topic: string;
  group: string;
  deadLetterTopic: string | null;
  clickhouse: string;
  database: string;
  without: Control | null;
  maxDeadLetterShare: number;
}

const PROGRAM = join(import.meta.dirname, "..", "dist", "ingest-main.js");
const STOP_PATIENCE_MS = 12_000;
const HELD_PATIENCE_MS = 2_000;
/** Message to a process under test that asks for {@link IngestProcess.heldBytes}. */
export const COLLECT = "collect";

/** One ingest process under test. */
export class IngestProcess {
  readonly #child: ChildProcess;
  readonly #gone: Promise<void>;
  #url: string | null = null;
  #reads = false;
  #onHeld: (bytes: number) => void = () => undefined;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#gone = once(child, "exit").then(() => undefined);
    child.on("message", (message) => {
      if (typeof message !== "object" || message === null) return;
      if ("url" in message) this.#url = String(message.url);
      if ("reads" in message) this.#reads = true;
      if ("residentBytes" in message) this.#onHeld(Number(message.residentBytes));
    });
  }

  /** Starts one; its log goes to the end of `logFile`. Needs the built package. */
  static start(config: IngestProcessConfig, logFile: string): IngestProcess {
    const child = spawn(process.execPath, ["--expose-gc", PROGRAM, JSON.stringify(config)], {
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    child.stderr?.pipe(createWriteStream(logFile, { flags: "a" }));
    return new IngestProcess(child);
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** True from its first partition on. */
  get reads(): boolean {
    return this.#reads;
  }

  /** Of /live, /health and /metrics; null until they answer. */
  get url(): string | null {
    return this.#url;
  }

  arm(point: FaultPoint | null): void {
    if (this.#child.connected) this.#child.send(point ?? "none");
  }

  /** Resolves with true when it has ended within `ms`. */
  async hasEndedWithin(ms: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), ms);
    });
    const ended = await Promise.race([this.#gone.then(() => true), patience]);
    clearTimeout(timer);
    return ended;
  }

  async kill(): Promise<void> {
    if (!this.isRunning) return;
    this.#child.kill("SIGKILL");
    await this.#gone;
  }

  /** SIGTERM, after 12 s SIGKILL. @returns how long it took, ms: 10 s are promised */
  async stop(): Promise<number> {
    if (!this.isRunning) return 0;
    const from = Date.now();
    this.#child.kill("SIGTERM");
    if (!(await this.hasEndedWithin(STOP_PATIENCE_MS))) await this.kill();
    return Date.now() - from;
  }

  /** Resident memory, bytes; null when the process is gone or the system does not say. */
  async residentBytes(): Promise<number | null> {
    try {
      const status = await readFile(`/proc/${this.pid}/status`, "utf8");
      const kilobytes = /^VmRSS:\s+(\d+)/m.exec(status)?.[1];
      return kilobytes === undefined ? null : Number(kilobytes) * 1024;
    } catch {
      return null;
    }
  }

  /** Resident memory after a full collection of garbage, bytes; null when it is gone or does not answer in time. */
  async heldBytes(): Promise<number | null> {
    if (!this.#child.connected || this.#url === null) return null;
    const answer = new Promise<number>((resolve) => {
      this.#onHeld = resolve;
    });
    this.#child.send(COLLECT, () => undefined);
    return Promise.race([answer, this.#gone.then(() => null), sleep(HELD_PATIENCE_MS, null, { ref: false })]);
  }
}
