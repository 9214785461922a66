import { buildApi } from "@toancanh/api";
import { readEventsBody } from "@toancanh/ingest";
import type { Logger } from "pino";
import { createCityIngester, loadCity, openCityStore } from "./open-city.ts";
import { CommandError } from "./output.ts";
import { dashboardDir, productVersion } from "./paths.ts";
import { openSimulation } from "./simulation/open-simulation.ts";
import { requireSimulation } from "./simulation/open-simulator.ts";
import type { SimulationPosition } from "./simulation/position.ts";
import { fillHistory, runLive, type SimulationDeps } from "./simulation/run-simulation.ts";
import type { StartOptions } from "./start-options.ts";

/** The product, listening. */
export interface RunningProduct {
  /** Without a slash at the end. */
  url: string;
  /** Resolves when the history is complete; at once without a simulation. */
  filled: Promise<void>;
  /** Resolves with the error should the simulation end by itself; else never. */
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
  const store = await openCityStore(city, options.data);
  const ingester = createCityIngester(city, store, log);
  let fillShare: number | null = null;
  const api = buildApi({
    store,
    version: productVersion,
    ingest: { ingester, readEventsBody },
    profile: city.profile,
    rulebook: city.rulebook,
    outlines: city.outlines,
    clock: { now: Date.now },
    log,
    dashboardDir,
    fillProgress: () => fillShare,
  });
  const stop = new AbortController();
  let work: Promise<void> = Promise.resolve();
  const close = async () => {
    stop.abort();
    await Promise.allSettled([api.close(), work]);
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

  await ingester.reconcile();
  let filled: Promise<void> = Promise.resolve();
  const failed = new Promise<Error>((resolve) => {
    if (!options.simulate) return;
    const fill = async (): Promise<[SimulationDeps, SimulationPosition]> => {
      const { simulator, position } = await openSimulation(store, city, options, Date.now());
      const deps = { simulator, ingester, store, clock: Date.now, signal: stop.signal };
      if (position.filled_from > position.history_from) fillShare = 0;
      const reached = await fillHistory(deps, position, (done, at) => {
        fillShare = done;
        hooks.onFillProgress?.(done, new Date(at).toISOString().slice(0, 10));
      });
      if (!stop.signal.aborted) fillShare = null;
      return [deps, reached];
    };
    const history = fill();
    filled = history.then(() => undefined);
    work = history
      .then(([deps, reached]) => runLive(deps, reached))
      .catch((error: unknown) => {
        if (!stop.signal.aborted) resolve(error instanceof Error ? error : new Error(String(error)));
      });
  });
  return { url, filled, failed, close };
}
