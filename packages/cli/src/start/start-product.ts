import { buildApi } from "@toancanh/api";
import type { Store } from "@toancanh/store";
import type { Logger } from "pino";
import { createCityIngester, loadCity, openCityStore } from "../city/open-city.ts";
import { dashboardDir, productVersion } from "../city/paths.ts";
import { type KafkaFeed, openKafkaFeed } from "../kafka/kafka-feed.ts";
import { measureProjection, measureStore } from "../observe/measure-store.ts";
import { createProductMetrics } from "../observe/product-metrics.ts";
import { serveMetrics } from "../observe/serve-metrics.ts";
import { openSimulation } from "../simulation/open-simulation.ts";
import { requireSimulation } from "../simulation/open-simulator.ts";
import type { SimulationPosition } from "../simulation/position.ts";
import { fillHistory, runLive } from "../simulation/run-simulation.ts";
import { CommandError } from "../terminal/output.ts";
import type { StartOptions } from "./start-options.ts";

/** The product, listening. */
export interface RunningProduct {
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
 * @throws CommandError for whatever the person at the shell can mend
 */
export async function startProduct(options: StartOptions, hooks: StartHooks): Promise<RunningProduct> {
  const { log } = hooks;
  const city = await loadCity(options.profile);
  if (options.simulate) requireSimulation(city);
  const metrics = createProductMetrics();
  const store = measureStore(await openCityStore(city, options.data), metrics);
  const simulation = options.simulate
    ? await orClose(store, () => openSimulation(store, city, options, Date.now()))
    : null;
  const { kafka: from, data: dataDir } = options;
  const kafka: KafkaFeed | null =
    from === null ? null : await orClose(store, () => openKafkaFeed(from, { dataDir, store, metrics, log }));
  const ingester = createCityIngester(
    city,
    store,
    log,
    kafka === null ? {} : { deadLetterTopic: kafka.deadLetterTopic },
  );
  measureProjection(ingester, metrics, Date.now);
  let fillShare = simulation === null || isFilled(simulation.position) ? null : 0;
  const api = buildApi({
    store,
    version: productVersion,
    ingester,
    profile: city.profile,
    rulebook: city.rulebook,
    outlines: city.outlines,
    overlays: city.overlays,
    clock: { now: Date.now },
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
    const deps = { ...simulation, ingester, store, clock: Date.now, signal: stop.signal };
    const reached = await fillHistory(deps, simulation.position, (done, at) => {
      fillShare = done;
      hooks.onFillProgress?.(done, new Date(at).toISOString().slice(0, 10));
    });
    if (!stop.signal.aborted) fillShare = null;
    return reached;
  };
  const live = async (reached: SimulationPosition | null): Promise<void> => {
    await kafka?.start(ingester);
    if (simulation === null || reached === null) return;
    await runLive({ ...simulation, ingester, store, clock: Date.now, signal: stop.signal }, reached);
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
    brokers: kafka?.brokers ?? null,
    filled: filled.then(
      () => undefined,
      () => undefined,
    ),
    failed,
    close,
  };
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
