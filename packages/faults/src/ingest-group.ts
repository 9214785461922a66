import { setTimeout as sleep } from "node:timers/promises";
import { IngestProcess, type IngestProcessConfig } from "./ingest-process.ts";

const SAMPLE_MS = 1000;
/** So long after it has begun to read a process fills caches and compiles, ms. */
const WARM_UP_MS = 30_000;
const READY_PATIENCE_MS = 60_000;

interface Memory {
  /** The largest of the warm-up, bytes. */
  warm: number;
  largest: number;
}

/** The ingest processes of a run: as many as wanted, whoever died is replaced. */
export class IngestGroup {
  readonly #config: IngestProcessConfig;
  readonly #logFile: string;
  readonly #memory = new Map<IngestProcess, Memory>();
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

  /** Of the process whose memory grew most after its warm-up; 0 when none lived that long. */
  get largestGrowthBytes(): number {
    return Math.max(0, ...[...this.#memory.values()].map(({ warm, largest }) => largest - warm));
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
      const memory = this.#memory.get(member) ?? { warm: 0, largest: 0 };
      if (member.readingMs < WARM_UP_MS) memory.warm = Math.max(memory.warm, bytes);
      memory.largest = Math.max(memory.largest, bytes);
      this.#memory.set(member, memory);
    }
  }
}
