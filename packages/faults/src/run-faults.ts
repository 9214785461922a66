import { type Comparison, compareWithOracle } from "./compare.ts";
import { FaultSteps, type StepTallies } from "./fault-steps.ts";
import { createPlan, type FaultCounts } from "./plan.ts";
import { DatabaseLostError } from "./power/database-machine.ts";
import type { Control } from "./sabotage.ts";
import { catchUp, type Stage, type StageOptions, startGroup, withStage } from "./stage.ts";

export interface FaultRunOptions extends FaultCounts, StageOptions {}

export interface FaultReport {
  seed: number;
  without: Control | null;
  isGreen: boolean;
  /** Null when the database did not start any more after a power cut. */
  comparison: Comparison | null;
  /** What really happened. */
  tallies: StepTallies;
  /** Physical copies of one insert, found after resets behind the commit; must be 0. */
  copies: number;
  /** The most that the first process held while it caught up alone (resident after a full collection), MB. */
  warmMb: number;
  /**
   * The most that any process held later beyond that, MB; null when so little waited that the first was not warm by
   * then.
   */
  grownMb: number | null;
  /** What the first one held in the last third of its life beyond the first third, by medians, MB; null as above. */
  driftMb: number | null;
  /** How long the first process was watched while the steps of the plan ran. */
  watchedSeconds: number;
  slowestStopMs: number;
  /** Messages not committed at the end; must be 0. */
  lag: number | null;
  seconds: number;
  messagesPerSecond: number;
}

const MAX_GROWTH_MB = 50;
/** A process that has taken fewer messages has not yet stored its largest batch. */
const WARM_MESSAGES = 25_000;
const MAX_STOP_MS = 10_000;
/** Share of the messages that wait when the first process starts. */
const BACKLOG = 0.1;
/** How long messages keep coming after a fault began, at least, ms. */
const STREAM_MS = 1000;

/**
 * One fault run: produces the stream while things go wrong, lets the ingesters catch up, and compares what is stored
 * with what was produced.
 */
export function runFaults(options: FaultRunOptions): Promise<FaultReport> {
  const { log, seed } = options;
  return withStage(options, async (stage) => {
    const { producer, group } = stage;
    const stop = new AbortController();
    // The processes begin with a backlog, as after an outage: the largest batches belong to the warm-up.
    await producer.produceTo(BACKLOG, Number.POSITIVE_INFINITY, stop.signal);
    const from = Date.now();
    await startGroup(stage, options.ingesters);
    const steps = new FaultSteps(stage, seed, log);
    try {
      await playPlan(options, stage, steps, stop);
    } catch (error) {
      if (!(error instanceof DatabaseLostError)) throw error;
      log(error.message);
      return judge(options, stage, {
        steps,
        comparison: null,
        lag: null,
        seconds: (Date.now() - from) / 1000,
      });
    }
    log(`${producer.sent} messages produced after ${Math.round((Date.now() - from) / 1000)} s; catching up`);
    const lag = await catchUp(stage, options.drainMs);
    const seconds = (Date.now() - from) / 1000;
    await group.close();
    const comparison = await compareWithOracle(
      { store: stage.store, rulebook: stage.city.rulebook, stream: stage.stream },
      producer.letters,
    );
    return judge(options, stage, { steps, comparison, lag, seconds });
  });
}

/** Produces the stream while the steps of the plan happen, one after the other. */
async function playPlan(
  options: FaultRunOptions,
  { producer }: Stage,
  steps: FaultSteps,
  stop: AbortController,
): Promise<void> {
  const plan = createPlan(options, options.seed);
  try {
    // Half of a step's messages come before it and half while it lasts, so that every fault meets a stream.
    const slice = (1 - BACKLOG) / (plan.length + 1);
    const rateMeanwhile = Math.min(options.rate, (slice * options.events * 500) / STREAM_MS);
    for (const [at, step] of plan.entries()) {
      await producer.produceTo(BACKLOG + (at + 0.5) * slice, options.rate, stop.signal);
      await steps.prepare(step);
      const producing = producer.produceTo(BACKLOG + (at + 1) * slice, rateMeanwhile, stop.signal);
      // An error is thrown where it is awaited below.
      producing.catch(() => undefined);
      await steps.run(step);
      await producing;
    }
    await producer.produceTo(1, options.rate, stop.signal);
    await producer.flush();
  } finally {
    stop.abort();
  }
}

function judge(
  options: FaultRunOptions,
  { group, producer }: Stage,
  found: { steps: FaultSteps; comparison: Comparison | null; lag: number | null; seconds: number },
): FaultReport {
  const { steps, comparison, lag, seconds } = found;
  const copies = steps.copies;
  const isWarm = options.events * BACKLOG >= WARM_MESSAGES;
  const grownMb = isWarm ? Math.round(group.growthBytes / 1e6) : null;
  const driftMb = isWarm ? Math.round(group.driftBytes / 1e6) : null;
  return {
    seed: options.seed,
    without: options.without,
    isGreen:
      comparison !== null &&
      countDifferences(comparison) === 0 &&
      copies === 0 &&
      lag === 0 &&
      (!isWarm || (group.warmBytes > 0 && group.watchedMs > 0)) &&
      (grownMb ?? 0) < MAX_GROWTH_MB &&
      (driftMb ?? 0) < MAX_GROWTH_MB &&
      group.slowestStopMs < MAX_STOP_MS,
    comparison,
    tallies: steps.tallies,
    copies,
    warmMb: Math.round(group.warmBytes / 1e6),
    grownMb,
    driftMb,
    watchedSeconds: Math.round(group.watchedMs / 1000),
    slowestStopMs: group.slowestStopMs,
    lag,
    seconds: Math.round(seconds),
    messagesPerSecond: Math.round(producer.sent / seconds),
  };
}

/** All differences of a comparison together. */
export function countDifferences({ differences }: Comparison): number {
  return Object.values(differences).reduce((sum, count) => sum + count, 0);
}
