import { setTimeout as sleep } from "node:timers/promises";
import type { ClickHouseClient } from "@clickhouse/client";
import type { KafkaBroker } from "@toancanh/harness";
import type { FaultPoint } from "./fault-points.ts";
import type { IngestGroup } from "./ingest-group.ts";
import type { IngestProcess } from "./ingest-process.ts";
import type { FaultStep } from "./plan.ts";
import type { DatabaseMachine } from "./power/database-machine.ts";
import { startGroup } from "./stage.ts";
import { createRandom, type Random } from "./stream/seeded-random.ts";
import type { GroupOffsets } from "./topic-client.ts";

/** How often each thing really happened. */
export interface StepTallies {
  kills: number;
  /** Kills by the point at which the process died by itself. */
  killedAt: Partial<Record<FaultPoint, number>>;
  outages: number;
  resetsBeforeCommit: number;
  resetsAfterCommit: number;
  freezes: number;
  rebalances: number;
  rewinds: number;
  brokerRestarts: number;
  powerCuts: number;
}

export interface StepParts {
  broker: KafkaBroker;
  front: DatabaseMachine;
  sql: ClickHouseClient;
  offsets: GroupOffsets;
  group: IngestGroup;
}

/** How long a process may take to reach an armed point, ms; after that it is killed where it is. */
const POINT_PATIENCE_MS = 20_000;
const RESET_PATIENCE_MS = 20_000;
/** Time within which an ingest process has repeated an insert that was reset, ms. */
const REPEAT_MS = 1500;

/**
 * Rows that are copies down to the moment they were decoded: one insert stored twice. A message read twice is decoded
 * twice and differs there.
 */
const COUNT_COPIES = `
SELECT count() - uniqExact(received_at, service_request_id, id, payload_hash, recorded_at) AS copies
FROM report_events`;

/** Does what a plan says to broker, database and ingest processes. */
export class FaultSteps {
  readonly #parts: StepParts;
  readonly #random: Random;
  readonly #log: (line: string) => void;
  copies = 0;
  readonly tallies: StepTallies = {
    kills: 0,
    killedAt: {},
    outages: 0,
    resetsBeforeCommit: 0,
    resetsAfterCommit: 0,
    freezes: 0,
    rebalances: 0,
    rewinds: 0,
    brokerRestarts: 0,
    powerCuts: 0,
  };

  constructor(parts: StepParts, seed: number, log: (line: string) => void) {
    this.#parts = parts;
    this.#random = createRandom(seed ^ 0xfa17);
    this.#log = log;
  }

  /**
   * Awaited before the step's messages are produced: the process that is to die at a point has to read some of them.
   */
  async prepare(step: FaultStep): Promise<void> {
    if (step.kind === "kill-at") await this.#parts.group.reading();
  }

  async run(step: FaultStep): Promise<void> {
    const from = Date.now();
    const what = await this.#do(step);
    this.#log(`${what} (${((Date.now() - from) / 1000).toFixed(1)} s)`);
    this.#parts.group.replaceDead();
  }

  async #do(step: FaultStep): Promise<string> {
    const { broker, front, offsets, group } = this.#parts;
    const { tallies } = this;
    switch (step.kind) {
      case "kill":
        await this.#kill(this.#choose(step.pick));
        return "killed an ingest process";
      case "kill-at":
        return this.#killAt(step.point, step.pick);
      case "outage":
        await front.faults.outage(step.ms);
        tallies.outages += 1;
        await sleep(step.ms);
        return "database out";
      case "kill-in-outage":
        await front.faults.outage(step.ms);
        tallies.outages += 1;
        await sleep(step.ms / 2);
        await Promise.all(group.members.map((member) => this.#kill(member)));
        await sleep(step.ms / 2);
        return "database out, and every ingest process killed meanwhile";
      case "reset":
        return this.#reset(step.afterCommit, step.table);
      case "freeze":
        broker.freeze();
        await sleep(step.ms);
        broker.thaw();
        tallies.freezes += 1;
        return "broker frozen";
      case "rebalance": {
        const mayLeave = group.members.length > 2;
        if (mayLeave) await group.shrink();
        else group.grow(1);
        tallies.rebalances += 1;
        await sleep(500 + this.#random() * 2000);
        return mayLeave ? "an ingest process left" : "an ingest process joins";
      }
      case "rewind":
        await group.stopAll();
        await offsets.rewind();
        await startGroup(this.#parts, group.wanted);
        tallies.rewinds += 1;
        return "group set back to offset 0";
      case "broker-restart":
        await broker.kill();
        await sleep(500);
        await broker.restart();
        tallies.brokerRestarts += 1;
        return "broker killed and started again";
      case "power-cut":
        await sleep(step.afterMs);
        await front.cutPower();
        tallies.powerCuts += 1;
        return "power of the database cut";
    }
  }

  #choose(pick: number): IngestProcess | undefined {
    const { mortals } = this.#parts.group;
    return mortals[Math.floor(pick * mortals.length)];
  }

  async #kill(member: IngestProcess | undefined): Promise<void> {
    if (member === undefined) return;
    await member.kill();
    this.tallies.kills += 1;
  }

  async #killAt(point: FaultPoint, pick: number): Promise<string> {
    const { group } = this.#parts;
    const chosen = this.#choose(pick);
    if (chosen === undefined) return "no ingest process was there to kill";
    chosen.arm(point);
    // Partitions are revoked when a member joins.
    if (point === "during_revoke") group.grow(1);
    const died = await chosen.hasEndedWithin(POINT_PATIENCE_MS);
    if (!died) await this.#kill(chosen);
    if (point === "during_revoke") await group.shrink();
    if (!died) {
      return `killed an ingest process that did not reach ${point}`;
    }
    this.tallies.kills += 1;
    this.tallies.killedAt[point] = (this.tallies.killedAt[point] ?? 0) + 1;
    return `an ingest process died at ${point}`;
  }

  async #reset(afterCommit: boolean, table: string): Promise<string> {
    const { front } = this.#parts;
    const kind = afterCommit ? "reset-after-commit" : "reset-before-commit";
    const isChecked = afterCommit && table === "report_events";
    if (isChecked) await this.#command("SYSTEM STOP MERGES report_events");
    // A power cut may leave a copy behind: the table's memory of inserts need not outlive it, the events' ids do.
    const copiesBefore = isChecked ? await this.#countCopies() : 0;
    const before = (await front.faults.counters()).faults[kind];
    await front.faults.inject({ kind, on: "insert", match: table });
    const deadline = Date.now() + RESET_PATIENCE_MS;
    while ((await front.faults.counters()).faults[kind] === before && Date.now() < deadline) await sleep(50);
    const happened = (await front.faults.counters()).faults[kind] > before;
    if (!happened) await front.faults.clear();
    else if (afterCommit) this.tallies.resetsAfterCommit += 1;
    else this.tallies.resetsBeforeCommit += 1;
    if (isChecked) {
      await sleep(REPEAT_MS);
      this.copies += (await this.#countCopies()) - copiesBefore;
      await this.#command("SYSTEM START MERGES report_events");
    }
    const when = afterCommit ? "after" : "before";
    return happened ? `connection reset ${when} the commit of ${table}` : `no insert into ${table} to reset`;
  }

  async #command(query: string): Promise<void> {
    await this.#parts.sql.command({ query });
  }

  async #countCopies(): Promise<number> {
    const answer = await this.#parts.sql.query({ query: COUNT_COPIES, format: "JSONEachRow" });
    const [row]: { copies: string | number }[] = await answer.json();
    return Number(row?.copies ?? 0);
  }
}
