import { buildApi } from "@toancanh/api";
import type { CityClock } from "@toancanh/contracts";
import type { Store } from "@toancanh/store";
import type { Logger } from "pino";
import { type City, createCityIngester, loadCity, openCityStore } from "../city/open-city.ts";
import { dashboardDir, productVersion } from "../city/paths.ts";
import {
  chooseClockPosition,
  type KeptClock,
  keepClock,
  parseClock,
  readClockPosition,
} from "../clock/directory-clock.ts";
import { worldClock } from "../clock/world-clock.ts";
import { type KafkaFeed, openKafkaFeed } from "../kafka/kafka-feed.ts";
import { measureProjection, measureStore } from "../observe/measure-store.ts";
import { createProductMetrics } from "../observe/product-metrics.ts";
import { serveMetrics } from "../observe/serve-metrics.ts";
import { openSimulation } from "../simulation/open-simulation.ts";
import { requireSimulation } from "../simulation/open-simulator.ts";
import { POSITION_KEY, type SimulationPosition } from "../simulation/position.ts";
import { fillHistory, runLive } from "../simulation/run-simulation.ts";
import { CommandError } from "../terminal/output.ts";
import type { StartOptions } from "./start-options.ts";

/** The product, listening. */
export interface RunningProduct {
  /** Of the whole product, and the time zone in which the city reads it. */
  clock: CityClock;
  timeZone: string;
  /** Without a slash at the end. */
  url: string;
  /** Of the Kafka it reads from; null without. */
  brokers: string | null;
  /** Resolves when the history is complete or its filling has ended otherwise (then see `failed`). */
  filled: Promise<void>;
  /** Resolves with the error should the work behind the server end by itself; else never. */
  failed: Promise<Error>;
  close(): Promise<void>;
}

export interface StartHooks {
  log: Logger;
  /** @param done share 0..1 */
  onFillProgress?: (done: number, note: string) => void;
}

function isAddressInUse(error: unknown): boolean {
  return (
    error instanceof Error && "code" in error && (error.code === "EADDRINUSE" || error.code === "EACCES")
  );
}

/**
 * Starts everything in this process: embedded ClickHouse, ingester, API, wall, and unless told otherwise the
 * simulation. Resolves as soon as it answers requests.
 * @throws CommandError for what the person at the shell can mend
 */
export async function startProduct(options: StartOptions, hooks: StartHooks): Promise<RunningProduct> {
  const { log } = hooks;
  const city = await loadCity(options.profile);
  if (options.simulate) requireSimulation(city);
  const metrics = createProductMetrics();
  const store = measureStore(await openCityStore(city, options.data), metrics);
  const kept = await orClose(store, () => openClock(store, city, options));
  const clock = kept?.clock ?? worldClock;
  const simulation = options.simulate
    ? await orClose(store, () => openSimulation(store, city, options, clock.now()))
    : null;
  const { kafka: from, data: dataDir } = options;
  const kafka: KafkaFeed | null =
    from === null ? null : await orClose(store, () => openKafkaFeed(from, { dataDir, store, metrics, log }));
  const ingester = createCityIngester(
    city,
    store,
    clock,
    log,
    kafka === null ? {} : { deadLetterTopic: kafka.deadLetterTopic },
  );
  measureProjection(ingester, metrics, clock);
  let fillShare = simulation === null || isFilled(simulation.position) ? null : 0;
  const api = buildApi({
    store,
    version: productVersion,
    ingester,
    profile: city.profile,
    rulebook: city.rulebook,
    outlines: city.outlines,
    overlays: city.overlays,
    clock,
    log,
    dashboardDir,
    fillProgress: () => fillShare,
    alarms: () => kafka?.alarms() ?? [],
  });
  serveMetrics(api, metrics);
  const stop = new AbortController();
  const work: Promise<unknown>[] = [];
  const close = async () => {
    stop.abort();
    await Promise.allSettled([api.close(), kafka?.stop(), ...work]);
    await ingester.close();
    await kept?.close();
    await store.close();
  };

  let url: string;
  try {
    url = await api.listen({ host: options.host, port: options.port });
  } catch (error) {
    await close();
    if (!isAddressInUse(error)) throw error;
    throw new CommandError(
      `port ${options.port} on ${options.host} is taken or not allowed: stop what uses it or choose another with --port`,
      1,
      { cause: error },
    );
  }

  const fill = async (): Promise<SimulationPosition | null> => {
    await ingester.reconcile();
    if (simulation === null) return null;
    const deps = { ...simulation, ingester, store, clock: clock.now, signal: stop.signal };
    const reached = await fillHistory(deps, simulation.position, (done, at) => {
      fillShare = done;
      hooks.onFillProgress?.(done, new Date(at).toISOString().slice(0, 10));
    });
    if (!stop.signal.aborted) fillShare = null;
    return reached;
  };
  const live = async (reached: SimulationPosition | null): Promise<void> => {
    // What lies before the clock is there: now its time begins to pass.
    kept?.clock.start();
    await kafka?.start(ingester);
    if (simulation === null || reached === null) return;
    await runLive({ ...simulation, ingester, store, clock: clock.now, signal: stop.signal }, reached);
  };
  const filled = fill();
  const lived = filled.then(live);
  work.push(lived);
  const failed = new Promise<Error>((resolve) => {
    lived.catch((error: unknown) => {
      if (!stop.signal.aborted) resolve(error instanceof Error ? error : new Error(String(error)));
    });
  });
  return {
    url,
    clock,
    timeZone: city.profile.time_zone,
    brokers: kafka?.brokers ?? null,
    filled: filled.then(
      () => undefined,
      () => undefined,
    ),
    failed,
    close,
  };
}

/**
 * The simulated clock that the command line asks for, set to where the data directory has come; null for the world's.
 * @throws CommandError for a moment that is none (2), or two clocks in one directory (1)
 */
async function openClock(store: Store, city: City, options: StartOptions): Promise<KeptClock | null> {
  const timeZone = city.profile.time_zone;
  const asked = options.clock === null ? null : parseClock(options.clock, timeZone);
  const [totals] = await store.query("feed_status", {});
  const used = (totals?.events ?? 0) > 0 || (await store.readPosition(POSITION_KEY)) !== null;
  const position = chooseClockPosition({
    position: await readClockPosition(store),
    used,
    asked,
    path: options.data,
    timeZone,
  });
  return position === null ? null : keepClock(store, position, options.speed, false);
}

/** What fails here leaves no open store behind. */
async function orClose<T>(store: Store, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    await store.close();
    throw error;
  }
}

function isFilled(position: SimulationPosition): boolean {
  return position.filled_from <= position.history_from;
}
