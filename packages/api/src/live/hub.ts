import type { Readable } from "node:stream";
import type { LiveDelta, LiveHeartbeat, LiveSnapshot } from "@toancanh/contracts";
import { ApiProblem } from "../problems/api-problem.ts";
import { createLiveClient, type LiveClient } from "./live-client.ts";
import { formatMessage, parseMessageId, RETRY_MS } from "./message.ts";
import { createEventRing } from "./ring.ts";

export interface LiveHubOptions {
  /** Rest between two deltas: what the database is spared, and a reader waits for at most. */
  batchMs: number;
  heartbeatMs: number;
  /** More changed reports than this in one batch (a first fill, an import) become a fresh snapshot. */
  maxDeltaReports: number;
  /** Shortest time between two snapshots sent to all clients. */
  snapshotMs: number;
  maxClients: number;
  /** Bytes that may wait for one slow client. */
  maxBufferedBytes: number;
  ringMessages: number;
  ringChars: number;
}

export const LIVE_HUB_DEFAULTS: LiveHubOptions = {
  batchMs: 100,
  heartbeatMs: 15_000,
  maxDeltaReports: 500,
  snapshotMs: 2000,
  maxClients: 200,
  maxBufferedBytes: 4 * 1024 * 1024,
  ringMessages: 1000,
  ringChars: 8 * 1024 * 1024,
};

/** What the hub asks the rest of the API for. */
export interface LiveHubPorts<Report> {
  readSnapshot(): Promise<LiveSnapshot>;
  /** A delta over these reports, with the open figures of now. */
  readDelta(changed: Report[]): Promise<LiveDelta>;
  readHeartbeat(): LiveHeartbeat;
  logFailure(message: string, cause: unknown): void;
  /** Streams that other hubs of this server have open: the bound is one for all. */
  othersOpen?(): number;
}

export interface LiveHub<Report extends { service_request_id: string }> {
  /** Takes changed reports; they go out with the next batch. */
  announce(changed: readonly Report[]): void;
  /**
   * Connects a client: resumes after `lastEventId` when all since then is still known, else begins
   * with a snapshot. Nothing is written before the first message is ready.
   *
   * @throws ApiProblem 503 when there are too many clients or the server is stopping; the errors
   *   of `readSnapshot`
   */
  connect(lastEventId: string | undefined): Promise<Readable>;
  /** Ends every stream; afterwards no client can connect. */
  stop(): void;
  readonly clientCount: number;
}

/**
 * Sends every change to every client, in order, under ids `<run>-<sequence>`.
 *
 * @param run names this run of the server, so that ids of another run are never taken for ours
 */
export function createLiveHub<Report extends { service_request_id: string }>(
  ports: LiveHubPorts<Report>,
  run: string,
  options: LiveHubOptions,
): LiveHub<Report> {
  const clients = new Set<LiveClient>();
  const ring = createEventRing(options.ringMessages, options.ringChars);
  let pending = new Map<string, Report>();
  let overflowed = false;
  let sequence = 0;
  let connecting = 0;
  let stopped = false;
  /** Set while a flush waits, runs, or ran less than its distance ago: two never overlap. */
  let timer: NodeJS.Timeout | null = null;
  const heartbeatTimer = setInterval(() => {
    broadcast(formatMessage("heartbeat", run, sequence, JSON.stringify(ports.readHeartbeat())));
  }, options.heartbeatMs);
  heartbeatTimer.unref();

  function broadcast(text: string): void {
    const bytes = Buffer.from(text);
    for (const client of clients) if (!client.send(bytes)) clients.delete(client);
  }

  /** The first change after a quiet time goes out at once; the timer then keeps the distance. */
  function scheduleFlush(delayMs: number): void {
    if (stopped) return;
    timer = setTimeout(() => {
      if (pending.size === 0 && !overflowed) {
        timer = null;
        return;
      }
      flush().then(scheduleFlush, (cause: unknown) => {
        ports.logFailure("A live update could not be made; trying again", cause);
        scheduleFlush(options.snapshotMs);
      });
    }, delayMs);
    timer.unref();
  }

  /** Returns after how many milliseconds the next one may run. Keeps what was pending if it fails. */
  async function flush(): Promise<number> {
    if (overflowed) return flushSnapshot();
    const batch = pending;
    pending = new Map();
    try {
      const body = JSON.stringify(await ports.readDelta([...batch.values()]));
      sequence += 1;
      const text = formatMessage("delta", run, sequence, body);
      ring.push(sequence, text);
      broadcast(text);
    } catch (cause) {
      // Newer states that came meanwhile win over those taken back.
      pending = new Map([...batch, ...pending]);
      throw cause;
    }
    return options.batchMs;
  }

  /** After more changes than a delta may carry: every client starts anew, and none can resume from before. */
  async function flushSnapshot(): Promise<number> {
    overflowed = false;
    pending = new Map();
    sequence += 1;
    ring.restart(sequence);
    const at = sequence;
    if (clients.size > 0) {
      try {
        broadcast(formatMessage("snapshot", run, at, JSON.stringify(await ports.readSnapshot())));
      } catch (cause) {
        overflowed = true;
        throw cause;
      }
    }
    return options.snapshotMs;
  }

  function attach(backlog: readonly string[]): Readable {
    const client = createLiveClient(options.maxBufferedBytes, () => clients.delete(client));
    client.send(Buffer.from(`retry: ${RETRY_MS}\n\n${backlog.join("")}`));
    clients.add(client);
    return client.stream;
  }

  async function snapshotBacklog(): Promise<string[]> {
    const at = sequence;
    const body = JSON.stringify(await ports.readSnapshot());
    const missed = ring.since(at);
    // More changed during the read than is kept: what was read already is newer than `at`.
    if (missed === null) return snapshotBacklog();
    return [formatMessage("snapshot", run, at, body), ...missed];
  }

  function refuseWhenFull(): void {
    if (stopped) throw unavailable("server-stopping", "The server is stopping; connect again in a moment.");
    if (clients.size + connecting + (ports.othersOpen?.() ?? 0) >= options.maxClients) {
      throw unavailable(
        "too-many-live-clients",
        `${options.maxClients} live streams are open, which is the most this server serves. Close some or try again.`,
      );
    }
  }

  return {
    announce(changed) {
      if (stopped || changed.length === 0) return;
      for (const report of changed) {
        if (overflowed) break;
        pending.set(report.service_request_id, report);
        overflowed = pending.size > options.maxDeltaReports;
      }
      if (timer === null) scheduleFlush(0);
    },
    async connect(lastEventId) {
      refuseWhenFull();
      const seen = parseMessageId(lastEventId, run);
      const missed = seen === null ? null : ring.since(seen);
      if (missed !== null) return attach(missed);
      connecting += 1;
      try {
        const backlog = await snapshotBacklog();
        if (stopped) refuseWhenFull();
        return attach(backlog);
      } finally {
        connecting -= 1;
      }
    },
    stop() {
      stopped = true;
      clearInterval(heartbeatTimer);
      if (timer !== null) clearTimeout(timer);
      for (const client of clients) client.end();
    },
    get clientCount() {
      return clients.size;
    },
  };
}

function unavailable(code: string, detail: string): ApiProblem {
  return new ApiProblem({
    status: 503,
    code,
    title: "Live stream not available",
    detail,
    headers: { "retry-after": "5" },
  });
}
