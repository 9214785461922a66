import { setTimeout as sleep } from "node:timers/promises";
import { compareWithOracle } from "./compare.ts";
import { countDifferences } from "./run-faults.ts";
import { catchUp, type Stage, type StageOptions, withStage } from "./stage.ts";
import { createRandom, type Random } from "./stream/seeded-random.ts";

/**
 * One long trial of a single promise:
 * - `frozen-broker`: /live answers within 1 s while the broker is frozen;
 * - `database-down`: memory does not grow while the database is out, and the first insert comes ≤ 30 s after it is back;
 * - `churn`: ingest processes killed and started at random all the time;
 * - `steady`: memory is flat in the second half (slope < 5 MB a minute).
 */
export const SCENARIOS = ["frozen-broker", "database-down", "churn", "steady"] as const;
export type Scenario = (typeof SCENARIOS)[number];

/** How long and how large each scenario is by default; its fault lasts 60 % of `seconds`. */
export const SCENARIO_DEFAULTS: Record<Scenario, { seconds: number; rate: number; ingesters: number }> = {
  "frozen-broker": { seconds: 100, rate: 2000, ingesters: 2 },
  "database-down": { seconds: 200, rate: 2000, ingesters: 2 },
  churn: { seconds: 300, rate: 2000, ingesters: 3 },
  steady: { seconds: 600, rate: 2000, ingesters: 1 },
};

/** More rows than the processes write about themselves while the database comes back. */
const SOME_EVENTS = 100;

export interface ScenarioOptions extends Omit<StageOptions, "events"> {
  scenario: Scenario;
  /** How long messages are produced; the fault takes the middle 60 % of it. */
  seconds: number;
}

export interface ScenarioReport {
  scenario: Scenario;
  seed: number;
  isGreen: boolean;
  produced: number;
  differences: number;
  lag: number | null;
  /** What the scenario measured, by name with its unit. */
  measured: Record<string, number>;
}

type Play = (
  stage: Stage,
  options: ScenarioOptions,
) => Promise<{ isGreen: boolean; measured: Record<string, number> }>;

const PLAYS: Record<Scenario, Play> = {
  "frozen-broker": async ({ broker, group }, { seconds }) => {
    await sleep(seconds * 200);
    const probe = new LivenessProbe(group.members.flatMap(({ url }) => url ?? []));
    broker.freeze();
    await sleep(seconds * 600);
    broker.thaw();
    const { slowestMs, answers, failures } = await probe.stop();
    return { isGreen: failures === 0 && slowestMs < 1000, measured: { slowestMs, answers, failures } };
  },
  "database-down": async ({ front, group, offsets }, { seconds }) => {
    await sleep(seconds * 200);
    const lagBefore = (await offsets.lag()) ?? 0;
    const before = await largestResident(group.members);
    const outMs = seconds * 600;
    await front.faults.outage(outMs);
    const back = Date.now() + outMs;
    // Inserts that the engine had begun before the outage have ended by then.
    await sleep(1000);
    const { writtenRows } = await front.faults.counters();
    let during = before;
    while (Date.now() < back - 3000) {
      during = Math.max(during, await largestResident(group.members));
      await sleep(1000);
    }
    const lagDuring = (await offsets.lag()) ?? 0;
    const arrived = writtenRows + SOME_EVENTS;
    while ((await front.faults.counters()).writtenRows < arrived && Date.now() < back + 60_000)
      await sleep(100);
    const firstInsertMs = Math.max(0, Date.now() - back);
    const grownMb = Math.round((during - before) / 1e6);
    return {
      isGreen: firstInsertMs <= 30_000 && grownMb < 50 && lagDuring > lagBefore,
      measured: { firstInsertMs, grownMb, lagBefore, lagDuring },
    };
  },
  churn: async ({ group }, { seconds, seed }) => {
    const random: Random = createRandom(seed);
    let kills = 0;
    let stops = 0;
    for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
      await sleep(1000 + random() * 7000);
      const { members } = group;
      const member = members[Math.floor(random() * members.length)];
      if (random() < 0.7) {
        await member?.kill();
        kills += 1;
      } else {
        await member?.stop();
        stops += 1;
      }
      group.replaceDead();
    }
    return { isGreen: kills > 0, measured: { kills, stops } };
  },
  steady: async ({ group }, { seconds }) => {
    await sleep(seconds * 500);
    const samples: { minute: number; mb: number }[] = [];
    for (const end = Date.now() + seconds * 500; Date.now() < end; await sleep(1000)) {
      samples.push({ minute: Date.now() / 60_000, mb: (await largestResident(group.members)) / 1e6 });
    }
    const slope = slopeOf(samples);
    const last = Math.round(samples.at(-1)?.mb ?? 0);
    return { isGreen: slope < 5, measured: { slopeMbPerMinute: Number(slope.toFixed(2)), residentMb: last } };
  },
};

/** Runs one scenario and compares what is stored with what was produced. */
export function runScenario(options: ScenarioOptions): Promise<ScenarioReport> {
  const { scenario, seed, rate, seconds, log } = options;
  return withStage({ ...options, events: rate * seconds }, async (stage) => {
    const { producer, group } = stage;
    group.grow(options.ingesters);
    await group.ready();
    const stop = new AbortController();
    const producing = producer.produceTo(1, rate, stop.signal);
    // An error is thrown where it is awaited below.
    producing.catch(() => undefined);
    log(`${scenario}: ${rate} messages a second for ${seconds} s`);
    const { isGreen, measured } = await PLAYS[scenario](stage, options).finally(() => {
      if (scenario !== "churn") return;
      group.replaceDead();
    });
    await producing;
    await producer.flush();
    const lag = await catchUp(stage, options.drainMs);
    await group.close();
    const comparison = await compareWithOracle(
      { store: stage.store, rulebook: stage.city.rulebook, stream: stage.stream },
      producer.letters,
    );
    const differences = countDifferences(comparison);
    return {
      scenario,
      seed,
      isGreen: isGreen && differences === 0 && lag === 0,
      produced: comparison.produced,
      differences,
      lag,
      measured,
    };
  });
}

/** Asks /live of each process four times a second. */
class LivenessProbe {
  readonly #loop: Promise<void>;
  #isOver = false;
  #slowestMs = 0;
  #answers = 0;
  #failures = 0;

  constructor(urls: readonly string[]) {
    this.#loop = this.#run(urls);
  }

  async stop(): Promise<{ slowestMs: number; answers: number; failures: number }> {
    this.#isOver = true;
    await this.#loop;
    return { slowestMs: this.#slowestMs, answers: this.#answers, failures: this.#failures };
  }

  async #run(urls: readonly string[]): Promise<void> {
    while (!this.#isOver) {
      await Promise.all(urls.map((url) => this.#ask(url)));
      await sleep(250);
    }
  }

  async #ask(url: string): Promise<void> {
    const from = Date.now();
    try {
      const response = await fetch(`${url}/live`, { signal: AbortSignal.timeout(5000) });
      await response.text();
      if (response.ok) this.#answers += 1;
      else this.#failures += 1;
    } catch {
      this.#failures += 1;
    }
    this.#slowestMs = Math.max(this.#slowestMs, Date.now() - from);
  }
}

async function largestResident(members: Stage["group"]["members"]): Promise<number> {
  const sizes = await Promise.all(members.map((member) => member.residentBytes()));
  return Math.max(0, ...sizes.map((size) => size ?? 0));
}

/** Least squares, MB a minute. */
function slopeOf(samples: readonly { minute: number; mb: number }[]): number {
  const count = samples.length;
  if (count < 2) return 0;
  const meanX = samples.reduce((sum, { minute }) => sum + minute, 0) / count;
  const meanY = samples.reduce((sum, { mb }) => sum + mb, 0) / count;
  let covariance = 0;
  let variance = 0;
  for (const { minute, mb } of samples) {
    covariance += (minute - meanX) * (mb - meanY);
    variance += (minute - meanX) ** 2;
  }
  return covariance / variance;
}
