import { setTimeout as sleep } from "node:timers/promises";
import { quantileOf } from "@toancanh/domain";
import { IngestProcess, type IngestProcessConfig } from "./ingest-process.ts";

const SAMPLE_MS = 2000;
const READY_PATIENCE_MS = 60_000;
/**
 * The broker gives the partitions of a killed member to a new one only after the killed member's session has run out,
 * ms.
 */
const READING_PATIENCE_MS = 15_000;

/**
 * The ingest processes of a run: as many as wanted; one that died is replaced. Faults spare the eldest while there are
 * others, so that one process lives long enough for its memory to be judged.
 */
export class IngestGroup {
  readonly #config: IngestProcessConfig;
  readonly #logFile: string;
  /** Set by the first warm-up. Watching makes processes collect their garbage, which would change a scenario. */
  #watch: Promise<void> | null = null;
  #members: IngestProcess[] = [];
  #wanted = 0;
  #slowestStopMs = 0;
  #isClosed = false;
  #warmSince: number | null = null;
  #warmBytes = 0;
  #growthBytes = 0;
  /** The first process of the last warm-up, and what it held since, bytes. */
  #eldest: IngestProcess | null = null;
  #held: number[] = [];
  #watchedMs = 0;

  constructor(config: IngestProcessConfig, logFile: string) {
    this.#config = config;
    this.#logFile = logFile;
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

  /** The processes that faults may hit: all but the eldest; the eldest when it is alone. */
  get mortals(): readonly IngestProcess[] {
    const { members } = this;
    return members.length > 1 ? members.slice(1) : members;
  }

  /** The most that the first process held while it warmed up, bytes. */
  get warmBytes(): number {
    return this.#warmBytes;
  }

  /** The most by which any process later held more than that, bytes. */
  get growthBytes(): number {
    return this.#growthBytes;
  }

  /** From the first third of the eldest's life after its warm-up to the last, by their medians, bytes. */
  get driftBytes(): number {
    const third = Math.ceil(this.#held.length / 3);
    return (
      (quantileOf(this.#held.slice(-third), 0.5) ?? 0) - (quantileOf(this.#held.slice(0, third), 0.5) ?? 0)
    );
  }

  /** From the end of the warm-up to the eldest's last answer, ms. */
  get watchedMs(): number {
    return this.#watchedMs;
  }

  /**
   * Starts the first process by itself and resolves when `work` is done: what it holds meanwhile, alone with all that
   * waits, is the measure of what any process holds later.
   */
  async warmUp(work: () => Promise<unknown>): Promise<void> {
    this.#warmSince = null;
    this.#warmBytes = 0;
    this.#watch ??= this.#watchMemory();
    this.#wanted = 1;
    this.replaceDead();
    await this.ready();
    await work();
    this.#eldest = this.members[0] ?? null;
    this.#held = [];
    this.#warmSince = Date.now();
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

  /** Resolves when every member has had partitions, or one has waited for some for 15 s. */
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

  /** Stops the one that runs longest of those not spared; it is not replaced. */
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
    this.#isClosed = true;
    this.#wanted = 0;
    await this.stopAll();
    await this.#watch;
  }

  async #stop(member: IngestProcess): Promise<void> {
    this.#slowestStopMs = Math.max(this.#slowestStopMs, await member.stop());
  }

  async #watchMemory(): Promise<void> {
    while (!this.#isClosed) {
      const { members } = this;
      const held = await Promise.all(members.map((member) => member.heldBytes()));
      const most = Math.max(0, ...held.map((bytes) => bytes ?? 0));
      if (this.#warmSince === null) {
        this.#warmBytes = Math.max(this.#warmBytes, most);
      } else {
        this.#growthBytes = Math.max(this.#growthBytes, most - this.#warmBytes);
        const own = this.#eldest === null ? null : held[members.indexOf(this.#eldest)];
        if (typeof own === "number") {
          this.#held.push(own);
          this.#watchedMs = Math.max(this.#watchedMs, Date.now() - this.#warmSince);
        }
      }
      await sleep(SAMPLE_MS);
    }
  }
}
