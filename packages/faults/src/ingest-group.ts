import { setTimeout as sleep } from "node:timers/promises";
import { IngestProcess, type IngestProcessConfig } from "./ingest-process.ts";

const SAMPLE_MS = 1000;
/** So long after it has begun to read a process fills caches and compiles, ms. */
const WARM_UP_MS = 30_000;
const READY_PATIENCE_MS = 60_000;

/** The ingest processes of a run: as many as wanted, whoever died is replaced. */
export class IngestGroup {
  readonly #config: IngestProcessConfig;
  readonly #logFile: string;
  /** Most resident memory that any process had in its warm-up, and after it, bytes. */
  readonly #largest = { warmingUp: 0, warm: 0 };
  readonly #sampler: NodeJS.Timeout;
  #members: IngestProcess[] = [];
  #wanted = 0;
  #slowestStopMs = 0;

  constructor(config: IngestProcessConfig, logFile: string) {
    this.#config = config;
    this.#logFile = logFile;
    this.#sampler = setInterval(() => void this.#sampleMemory(), SAMPLE_MS);
  }

  get members(): readonly IngestProcess[] {
    return this.#members.filter((member) => member.isRunning);
  }

  get slowestStopMs(): number {
    return this.#slowestStopMs;
  }

  /**
   * What any process held after its warm-up beyond the most that one held in it: few live long enough to be compared
   * with themselves, and when in its life a process has its largest batch is chance.
   */
  get growthBytes(): number {
    return Math.max(0, this.#largest.warm - this.#largest.warmingUp);
  }

  /** Starts `count` more. */
  grow(count: number): void {
    this.#wanted += count;
    this.replaceDead();
  }

  replaceDead(): void {
    this.#members = this.#members.filter((member) => member.isRunning);
    while (this.#members.length < this.#wanted) {
      this.#members.push(IngestProcess.start(this.#config, this.#logFile));
    }
  }

  /** Resolves when every member reads. */
  async ready(): Promise<void> {
    const deadline = Date.now() + READY_PATIENCE_MS;
    while (this.members.length < this.#wanted || this.members.some((member) => member.url === null)) {
      if (Date.now() > deadline) throw new Error(`ingest processes did not start: see ${this.#logFile}`);
      this.replaceDead();
      await sleep(100);
    }
  }

  /** Stops the one that runs longest, for good. */
  async shrink(): Promise<void> {
    this.#wanted -= 1;
    const [oldest] = this.members;
    if (oldest !== undefined) await this.#stop(oldest);
  }

  /** Stops all; {@link grow} or {@link replaceDead} starts them again. */
  async stopAll(): Promise<void> {
    await Promise.all(this.members.map((member) => this.#stop(member)));
  }

  async close(): Promise<void> {
    clearInterval(this.#sampler);
    this.#wanted = 0;
    await this.stopAll();
  }

  async #stop(member: IngestProcess): Promise<void> {
    this.#slowestStopMs = Math.max(this.#slowestStopMs, await member.stop());
  }

  async #sampleMemory(): Promise<void> {
    for (const member of this.members) {
      const bytes = await member.residentBytes();
      if (bytes === null) continue;
      const age = member.readingMs < WARM_UP_MS ? "warmingUp" : "warm";
      this.#largest[age] = Math.max(this.#largest[age], bytes);
    }
  }
}
