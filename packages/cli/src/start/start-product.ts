import { once } from "node:events";
import { buildApi } from "@toancanh/api";
import type { CityClock } from "@toancanh/contracts";
import type { Store } from "@toancanh/store";
import type { Logger } from "pino";
import { openAccess } from "../access/open-access.ts";
import { type City, createCityIngester, loadCity, openCityStore } from "../city/open-city.ts";
import { dashboardDir, productVersion } from "../city/paths.ts";
import {
  chooseClockPosition,
  isUsed,
  type KeptClock,
  keepClock,
  parseClock,
  readClockPosition,
} from "../clock/directory-clock.ts";
import { worldClock } from "../clock/world-clock.ts";
import { type KafkaFeed, openKafkaFeed } from "../kafka/kafka-feed.ts";
import { createAlarmBoard } from "../observe/alarm-board.ts";
import { measureProjection, measureStore } from "../observe/measure-store.ts";
import { createProductMetrics, exposeAlarms } from "../observe/product-metrics.ts";
import { serveMetrics } from "../observe/serve-metrics.ts";
import { watchClock } from "../observe/watch-clock.ts";
import { watchDisk } from "../observe/watch-disk.ts";
import { watchWrites } from "../observe/watch-writes.ts";
import { type OpenedReplay, openReplay } from "../replay/open-replay.ts";
import { type ReplayPosition, readReplayPosition, writeReplayPosition } from "../replay/replay-position.ts";
import { fillReplay, runReplay } from "../replay/run-replay.ts";
import { type OpenedSimulation, openSimulation } from "../simulation/open-simulation.ts";
import { requireSimulation } from "../simulation/open-simulator.ts";
import { catchUp, fillHistory, isBehind, runLive } from "../simulation/run-simulation.ts";
import { CommandError } from "../terminal/output.ts";
import { listen } from "./listen.ts";
import { retryPositions } from "./retry-positions.ts";
import type { StartOptions } from "./start-options.ts";
import { startUpkeep } from "./start-upkeep.ts";

/** The product, listening. */
export interface RunningProduct {
  /** The one clock of the product, and the time zone in which the city reads it. */
  clock: CityClock;
  timeZone: string;
  /** Without a slash at the end. */
  url: string;
  /** `host:port` of the Kafka brokers that it reads from; null when it reads from none. */
  brokers: string | null;
  /** Resolves when the history is complete or its filling has ended otherwise (then see `failed`). */
  filled: Promise<void>;
  /** Resolves with the error should the work behind the server end by itself; else never. */
  failed: Promise<Error>;
  close(): Promise<void>;
}

export interface StartHooks {
  log: Logger;
  /** Aborted when the product is to stop before it has started. */
  signal?: AbortSignal;
  /** @param what is being done, as a person reads it @param done share 0..1 */
  onProgress?: (what: string, done: number, note: string) => void;
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
  const board = createAlarmBoard();
  const replay = await openAskedReplay(city, options, hooks);
  const opened = await openCityStore(city, options.data);
  const store = measureStore(watchWrites(opened, { part: "store", board, log }), metrics);
  const replayed = await orClose(store, () => replayPosition(store, options, replay));
  const kept = await orClose(store, () => openClock(store, city, options, replay));
  const clock = kept?.clock ?? worldClock;
  const [newest] = await orClose(store, () => store.query("newest_record", {}));
  const simulation = options.simulate
    ? await orClose(store, () => openSimulation(store, city, options, clock.now()))
    : null;
  const { kafka: from, data: dataDir } = options;
  const kafka: KafkaFeed | null =
    from === null ? null : await orClose(store, () => openKafkaFeed(from, { dataDir, store, metrics, log }));
  const ingester = await createCityIngester(
    city,
    store,
    clock,
    log,
    kafka === null ? {} : { deadLetterTopic: kafka.deadLetterTopic },
  );
  measureProjection(ingester, metrics, clock);
  const alarms = () => [...board.alarms(), ...(kafka?.alarms() ?? [])];
  const upkeep = await orClose(store, () =>
    startUpkeep({ dataDir, store, ingester, backup: options.backup, board, metrics, log }),
  );
  let fillShare = isUpToDate(simulation, clock.now()) && replay === null ? null : 0;
  const api = buildApi({
    ...openAccess(options.access, city, store, log),
    store,
    version: productVersion,
    ingester,
    profile: city.profile,
    rulebook: city.rulebook,
    wardIndex: city.wardIndex,
    hash: city.hash,
    recordedNow: worldClock.now,
    outlines: city.outlines,
    basemap: city.basemap,
    overlays: city.overlays,
    clock,
    log,
    dashboardDir,
    allowedHosts: options.allowedHosts,
    publicDelayMs: options.publicDelayMs,
    fillProgress: () => fillShare,
    alarms,
    warnings: () => board.warnings(),
    verifiedBackupAt: upkeep.verifiedBackupAt,
  });
  serveMetrics(api, metrics);
  exposeAlarms(metrics, alarms);
  const stopWatching = watchDisk(dataDir, { board, metrics, log, limits: options.diskLimits });
  const stopClockWatch = watchClock(newest?.recorded_at ?? null, { clock, board, log });
  const stop = new AbortController();
  const feedStore = retryPositions(store, stop.signal, log);
  const work: Promise<unknown>[] = [];
  const close = async () => {
    stop.abort();
    stopClockWatch();
    await Promise.allSettled([api.close(), kafka?.stop(), stopWatching(), ...work]);
    await ingester.close();
    await kept?.close();
    await Promise.all([upkeep.stop(), store.close()]);
  };

  let url: string;
  try {
    url = await listen(api, options.host, options.port);
  } catch (error) {
    await close();
    throw error;
  }

  const { signal } = stop;
  const told = (what: string) => (done: number, note: string) => {
    fillShare = done;
    hooks.onProgress?.(what, done, note);
  };
  /** Fills what lies before the clock. @returns how to go on from there */
  const fill = async (): Promise<() => Promise<void>> => {
    await Promise.race([upkeep.examine(), once(signal, "abort")]);
    await ingester.reconcile();
    let goOn = async (): Promise<void> => {};
    if (simulation !== null) {
      const deps = { ...simulation, ingester, store: feedStore, clock: clock.now, signal };
      const tell = told("Filling simulated history");
      const reached = await fillHistory(deps, simulation.position, (done, at) => tell(done, dayOf(at)));
      const catching = told("Catching up with the simulation");
      const caughtUp = await catchUp(deps, reached, (done, at) => catching(done, dayOf(at)));
      goOn = () => runLive(deps, caughtUp);
    } else if (replay !== null && replayed !== null) {
      const deps = { ...replay, ingester, store: feedStore, clock, signal };
      const tell = told("Replaying what lies before the clock");
      const reached = await fillReplay(deps, replayed, (done, at, events) =>
        tell(done, `${dayOf(at)} · ${events.toLocaleString("en-US")} events`),
      );
      goOn = () => runReplay(deps, reached);
    }
    if (!signal.aborted) fillShare = null;
    return goOn;
  };
  const live = async (goOn: () => Promise<void>): Promise<void> => {
    // What lies before the clock is there: now its time begins to pass.
    kept?.clock.start();
    await kafka?.start(ingester);
    await goOn();
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
async function openClock(
  store: Store,
  city: City,
  options: StartOptions,
  replay: OpenedReplay | null,
): Promise<KeptClock | null> {
  const timeZone = city.profile.time_zone;
  // Without a moment of its own a replay begins with its first event.
  const asked = options.clock === null ? (replay?.list.first ?? null) : parseClock(options.clock, timeZone);
  const position = chooseClockPosition({
    position: await readClockPosition(store),
    used: await isUsed(store),
    asked,
    path: options.data,
    timeZone,
  });
  return position === null ? null : keepClock(store, position, options.speed, replay !== null);
}

/** Closes the store when `open` fails, then throws that error. */
async function orClose<T>(store: Store, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** True when there is nothing to fill: a simulation with its whole history, up to the clock (epoch ms), or none. */
function isUpToDate(simulation: OpenedSimulation | null, now: number): boolean {
  if (simulation === null) return true;
  const { position } = simulation;
  return position.filled_from <= position.history_from && !isBehind(position, now);
}

/** The day of a moment, UTC, as YYYY-MM-DD. */
function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

async function openAskedReplay(
  city: City,
  { data, replay }: StartOptions,
  { onProgress, signal }: StartHooks,
): Promise<OpenedReplay | null> {
  if (replay === null) return null;
  return openReplay(city, { data, replay }, (share, at) => {
    signal?.throwIfAborted();
    onProgress?.("Reading what is to be replayed", share, dayOf(at));
  });
}

/**
 * How far the directory has replayed its source; null when it replays nothing and is not asked to.
 * @throws CommandError (exit code 1) when it replays something that the command line does not ask for
 */
async function replayPosition(
  store: Store,
  { data, simulate }: StartOptions,
  replay: OpenedReplay | null,
): Promise<ReplayPosition | null> {
  const known = await readReplayPosition(store);
  if (replay !== null) return known ?? beginReplay(store, replay);
  if (known === null || !simulate) return null;
  throw new CommandError(
    `the data directory ${data} replays ${known.source}: go on with --replay ${known.source}, or choose another with --data`,
    1,
  );
}

async function beginReplay(store: Store, { list }: OpenedReplay): Promise<ReplayPosition> {
  const position = { source: list.source, reached: 0 };
  await writeReplayPosition(store, position);
  return position;
}
