import { failureOf, type LoadFailure } from "../client/load-failure.ts";

/** What a panel knows of its figures: the last good ones stay while a newer load fails. */
export interface ResourceState<T> {
  data: T | null;
  failure: LoadFailure | null;
}

/** Figures that are loaded again and again while they have subscribers. */
export interface Resource<T> {
  readonly cadenceMs: number;
  getState(): ResourceState<T>;
  subscribe(listener: () => void): () => void;
  /** Loads now, unless a load is under way. */
  refresh(): void;
  /** Loads now when it has subscribers; else when the next one comes. */
  refreshIfUsed(): void;
  /** Takes figures that came another way (the live stream). */
  accept(data: T): void;
}

export interface ResourceOptions<T> {
  load: (signal: AbortSignal) => Promise<T>;
  cadenceMs: number;
  onLoaded?: (data: T) => void;
}

const LOAD_TIMEOUT_MS = 20_000;
const RETRY_MS = 5_000;

/** ±20 %, so that many screens do not come back at the same instant. */
export function jitter(ms: number, random: () => number): number {
  return Math.round(ms * (0.8 + 0.4 * random()));
}

/** Loads while it has subscribers: at once, then every `cadenceMs`; after a failure every 5 s ± 20 % for ever. */
export function createResource<T>(options: ResourceOptions<T>): Resource<T> {
  let state: ResourceState<T> = { data: null, failure: null };
  let timer: ReturnType<typeof setTimeout> | null = null;
  let loading = false;
  let loadedAt = 0;
  const listeners = new Set<() => void>();

  const publish = (next: ResourceState<T>) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const schedule = (ms: number) => {
    if (timer !== null) clearTimeout(timer);
    timer = listeners.size === 0 ? null : setTimeout(run, ms);
  };
  const accept = (data: T) => {
    loadedAt = performance.now();
    publish({ data, failure: null });
    options.onLoaded?.(data);
  };
  async function run(): Promise<void> {
    if (loading) return;
    loading = true;
    try {
      accept(await options.load(AbortSignal.timeout(LOAD_TIMEOUT_MS)));
      schedule(options.cadenceMs);
    } catch (error) {
      publish({ data: state.data, failure: failureOf(error) });
      schedule(jitter(RETRY_MS, Math.random));
    } finally {
      loading = false;
    }
  }
  return {
    cadenceMs: options.cadenceMs,
    getState: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      if (listeners.size === 1) {
        const age = performance.now() - loadedAt;
        if (state.data !== null && state.failure === null && age < options.cadenceMs)
          schedule(options.cadenceMs - age);
        else void run();
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && timer !== null) {
          clearTimeout(timer);
          timer = null;
        }
      };
    },
    refresh: () => void run(),
    refreshIfUsed: () => {
      loadedAt = Number.NEGATIVE_INFINITY;
      if (listeners.size > 0) void run();
    },
    accept,
  };
}
