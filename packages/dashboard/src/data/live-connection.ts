import {
  type LiveDelta,
  LiveDeltaSchema,
  type LiveHeartbeat,
  LiveHeartbeatSchema,
  type LiveSnapshot,
  LiveSnapshotSchema,
} from "@toancanh/contracts";
import type { Static, TSchema } from "typebox";
import { Check } from "typebox/value";
import { jitter } from "./resource.ts";

/** Heartbeats come every 15 s: two missed ones are a lost connection. */
const SILENCE_LIMIT_MS = 31_000;
const RECONNECT_MS = 5_000;
/** Nothing at all within this after opening: try again. */
const FIRST_MESSAGE_MS = 12_000;
const WATCH_EVERY_MS = 1_000;

const LIVE_KINDS = ["snapshot", "delta", "heartbeat"] as const;
export type LiveKind = (typeof LIVE_KINDS)[number];

/** One open stream; the browser's EventSource behind it. */
interface LiveStream {
  close(): void;
}
export interface LiveEnvironment {
  open(handlers: { onMessage: (kind: LiveKind, text: string) => void; onError: () => void }): LiveStream;
  /** Milliseconds that never jump. */
  monotonic(): number;
  random(): number;
}
export interface LiveHandlers {
  onSnapshot(snapshot: LiveSnapshot): void;
  onDelta(delta: LiveDelta): void;
  onHeartbeat(heartbeat: LiveHeartbeat): void;
  /** True when the connection is lost, false when it is back. */
  onLost(lost: boolean): void;
}

function parse<const S extends TSchema>(schema: S, text: string): Static<S> | null {
  try {
    const value: unknown = JSON.parse(text);
    return Check(schema, value) ? value : null;
  } catch {
    return null;
  }
}

/**
 * Keeps one live stream open for ever: a watchdog of its own closes a silent stream (EventSource cannot see
 * a frozen server) and opens a new one every 5 s ± 20 % until one answers.
 * @returns stop
 */
export function keepLive(environment: LiveEnvironment, handlers: LiveHandlers): () => void {
  let stream: LiveStream | null = null;
  let retry: ReturnType<typeof setTimeout> | null = null;
  let openedAt = environment.monotonic();
  let heardAt = environment.monotonic();
  let heardSinceOpen = false;
  let failedAttempts = 0;
  let lost = false;

  const setLost = (value: boolean) => {
    if (lost === value) return;
    lost = value;
    handlers.onLost(value);
  };
  const heard = () => {
    heardAt = environment.monotonic();
    heardSinceOpen = true;
    failedAttempts = 0;
    setLost(false);
  };
  const onMessage = (kind: LiveKind, text: string) => {
    if (kind === "snapshot") {
      const snapshot = parse(LiveSnapshotSchema, text);
      if (snapshot === null) return;
      heard();
      handlers.onSnapshot(snapshot);
    } else if (kind === "delta") {
      const delta = parse(LiveDeltaSchema, text);
      if (delta === null) return;
      heard();
      handlers.onDelta(delta);
    } else {
      const heartbeat = parse(LiveHeartbeatSchema, text);
      if (heartbeat === null) return;
      heard();
      handlers.onHeartbeat(heartbeat);
    }
  };
  const connect = () => {
    retry = null;
    openedAt = environment.monotonic();
    heardSinceOpen = false;
    stream = environment.open({ onMessage, onError: reconnect });
  };
  function reconnect(): void {
    stream?.close();
    stream = null;
    failedAttempts += 1;
    // One broken stream may only be a restart of a proxy; a second failure in a row is a lost server.
    if (failedAttempts >= 2) setLost(true);
    if (retry === null) retry = setTimeout(connect, jitter(RECONNECT_MS, environment.random));
  }
  const watch = setInterval(() => {
    const now = environment.monotonic();
    if (now - heardAt >= SILENCE_LIMIT_MS) setLost(true);
    if (stream === null) return;
    const silent = heardSinceOpen ? now - heardAt >= SILENCE_LIMIT_MS : now - openedAt >= FIRST_MESSAGE_MS;
    if (silent) reconnect();
  }, WATCH_EVERY_MS);

  connect();
  return () => {
    clearInterval(watch);
    if (retry !== null) clearTimeout(retry);
    stream?.close();
  };
}

/** The browser's EventSource as a {@link LiveStream}. */
export function openEventSource(url: string): LiveEnvironment["open"] {
  return ({ onMessage, onError }) => {
    const source = new EventSource(url);
    for (const kind of LIVE_KINDS) {
      source.addEventListener(kind, (event: MessageEvent<string>) => onMessage(kind, event.data));
    }
    source.addEventListener("error", onError);
    return { close: () => source.close() };
  };
}
