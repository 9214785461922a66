import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const CONTENDERS = 3;
/** So long before they grab the lock all of them are told of the moment. */
const LEAD_MS = 3;
const PROGRAM = fileURLToPath(new URL("../../dist/testing/lock-contender.js", import.meta.url));

class Contender {
  readonly child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #reader: Interface;

  constructor() {
    const child = spawn(process.execPath, [PROGRAM], { stdio: ["pipe", "pipe", "inherit"] });
    this.child = child;
    this.#reader = createInterface({ input: child.stdout });
    this.#lines = this.#reader[Symbol.asyncIterator]();
  }

  async ask(line: string): Promise<string> {
    this.child.stdin?.write(`${line}\n`);
    const { value } = await this.#lines.next();
    return String(value);
  }

  async die(): Promise<void> {
    const ended = once(this.child, "exit");
    this.child.stdin?.write("die\n");
    await ended;
  }

  async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, "exit");
    this.child.stdin?.end();
    await ended;
  }
}

describe("processes that want the same data directory at the same moment", () => {
  let parent: string;
  let contenders: Contender[];
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), "toancanh-race-"));
    contenders = Array.from({ length: CONTENDERS }, () => new Contender());
  });
  afterEach(async () => {
    await Promise.all(contenders.map((one) => one.end()));
    rmSync(parent, { recursive: true, force: true });
  });

  const race = (dir: string) => {
    const moment = Date.now() + LEAD_MS;
    return Promise.all(contenders.map((one) => one.ask(`${moment} ${dir}`)));
  };
  const free = () => Promise.all(contenders.map((one) => one.ask("free")));

  it("get it one at a time in 500 rounds: on a new directory, a used one, and one left by a killed process", async () => {
    const winners = new Map<number, number>();
    for (let round = 0; round < 500; round++) {
      const dir = join(parent, round % 3 === 0 ? `new-${round}` : "used");
      if (round % 3 === 2) {
        mkdirSync(dir, { recursive: true });
        writeFileSync(join(dir, "toancanh.lock"), "4194303 1\n");
      }
      const held = (await race(dir)).filter((answer) => answer === "held").length;
      winners.set(held, (winners.get(held) ?? 0) + 1);
      await free();
    }
    expect(Object.fromEntries(winners)).toEqual({ 1: 500 });
  }, 120_000);

  it("find it free when its holder was killed", async () => {
    const dir = join(parent, "data");
    for (let round = 0; round < 3; round++) {
      const answers = await race(dir);
      const holder = answers.indexOf("held");
      expect(answers.filter((answer) => answer === "held")).toHaveLength(1);
      expect(await race(dir)).not.toContain("held");
      await contenders[holder]?.die();
      contenders[holder] = new Contender();
    }
    expect((await race(dir)).filter((answer) => answer === "held")).toHaveLength(1);
  });
});
