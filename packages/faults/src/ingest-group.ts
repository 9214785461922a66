import { setTimeout as sleep } from "node:timers/promises";
import { IngestProcess, type IngestProcessConfig } from "./ingest-process.ts";

const SAMPLE_MS = 1000;
const READY_PATIENCE_MS = 60_000;
/** A member takes over only when a dead one's session has run out. */
const READING_PATIENCE_MS = 15_000;

/**
 * The ingest processes of a run: as many as wanted, whoever died is replaced. The eldest is spared while there are
 * others, so that one lives long enough for its memory to say something.
 */
export class IngestGroup {
  readonly #config: IngestProcessConfig;
  readonly #logFile: string;
  readonly #sampler: NodeJS.Timeout;
  #members: IngestProcess[] = [];
  #wanted = 0;
  #slowestStopMs = 0;
  #warmBytes: number | null = null;
  #growthBytes = 0;
  #watchedSince = 0;
  #watchedMs = 0;

  constructor(config: IngestProcessConfig, logFile: string) {
    this.#config = config;
    this.#logFile = logFile;
    this.#sampler = setInterval(() => void this.#sampleMemory(), SAMPLE_MS);
  }

  get members(): readonly IngestProcess[] {
    return this.#members.filter((member) => member.isRunning);
  }

  get wanted(): number {
    return this.#wanted;
  }

  get slowestStopMs(): number {
    return this.#slowestStopMs;
  }

  /** All but the eldest; the eldest when it is alone. */
  get mortals(): readonly IngestProcess[] {
    const { members } = this;
    return members.length > 1 ? members.slice(1) : members;
  }

  /** Peak memory of the eldest when it was warm, bytes; null while it warms up. */
  get warmBytes(): number | null {
    return this.#warmBytes;
  }

  /** The most by which the peak memory of any process was above that of the eldest when it was warm, bytes. */
  get growthBytes(): number {
    return this.#growthBytes;
  }

  /** How long one and the same process was watched after its warm-up, at most, ms. */
  get watchedMs(): number {
    return this.#watchedMs;
  }

  /**
   * Starts the first process by itself and resolves when `work` is done: what it holds by then, alone with all that
   * waits, is what any process may hold later.
   */
  async warmUp(work: () => Promise<unknown>): Promise<void> {
    this.#warmBytes = null;
    this.#wanted = 1;
    this.replaceDead();
    await this.ready();
    await work();
    this.#warmBytes = (await this.members[0]?.peakBytes()) ?? null;
    this.#watchedSince = Date.now();
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

  /** Resolves when every member has had partitions, or none were left for one of them for long. */
  async reading(): Promise<void> {
    await this.ready();
    const deadline = Date.now() + READING_PATIENCE_MS;
    while (this.members.some((member) => !member.reads) && Date.now() < deadline) await sleep(100);
  }

  /** Resolves when every member answers. */
  async ready(): Promise<void> {
    const deadline = Date.now() + READY_PATIENCE_MS;
    while (this.members.length < this.#wanted || this.members.some((member) => member.url === null)) {
      if (Date.now() > deadline) throw new Error(`ingest processes did not start: see ${this.#logFile}`);
      this.replaceDead();
      await sleep(100);
    }
  }

  /** Stops the one that runs longest of those not spared, for good. */
  async shrink(): Promise<void> {
    this.#wanted -= 1;
    const [oldest] = this.mortals;
    if (oldest !== undefined) await this.#stop(oldest);
  }

  /** Stops all, the eldest too; {@link warmUp}, {@link grow} or {@link replaceDead} starts them again. */
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
    const warmBytes = this.#warmBytes;
    if (warmBytes === null) return;
    const peaks = await Promise.all(this.members.map((member) => member.peakBytes()));
    for (const peak of peaks) this.#growthBytes = Math.max(this.#growthBytes, (peak ?? 0) - warmBytes);
    this.#watchedMs = Math.max(this.#watchedMs, Date.now() - this.#watchedSince);
  }
}
