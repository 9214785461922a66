import { randomBytes } from "node:crypto";
import type { Readable } from "node:stream";
import type { ReportState, Role } from "@toancanh/contracts";
import type { OwnUnits } from "@toancanh/store";
import { isOwn } from "../server/access/own-units.ts";
import { ownKey } from "../server/access/scope-store.ts";
import { createLiveHub, type LiveHub, type LiveHubOptions, type LiveHubPorts } from "./hub.ts";

/** Who listens to a stream. */
interface Listener {
  role: Role;
  /** As the audit log names it. */
  name: string;
  /** What it may see; null for everything. */
  own: OwnUnits | null;
  /** Asked again and again while the stream is open; when it says no, the stream ends. */
  isStillIn(): boolean;
}

/** The live streams of all callers: those who may see the same share one hub. */
export interface LiveHubs {
  announce(changed: readonly ReportState[]): void;
  /** @throws ApiProblem 503 when there are too many streams or the server is stopping */
  connect(listener: Listener, lastEventId: string | undefined): Promise<Readable>;
  /** How many streams a caller has open. */
  countOf(role: Role, name: string): number;
  stop(): void;
}

export interface LiveHubsOptions extends LiveHubOptions {
  /** How often it is asked whether the listener of an open stream may still listen, milliseconds. */
  recheckMs: number;
}

/** @param portsOf what a hub says to callers who may see so much */
export function createLiveHubs(
  portsOf: (own: OwnUnits | null) => LiveHubPorts<ReportState>,
  options: LiveHubsOptions,
): LiveHubs {
  const hubs = new Map<string, { own: OwnUnits | null; hub: LiveHub<ReportState> }>();
  const listening = new Map<Readable, Listener>();
  let stopped = false;

  const recheck = setInterval(() => {
    for (const [stream, listener] of listening) if (!listener.isStillIn()) stream.destroy();
    for (const [key, { own, hub }] of hubs) {
      // Everybody's hub stays: walls that come back resume from what it remembers.
      if (own === null || hub.clientCount > 0) continue;
      hub.stop();
      hubs.delete(key);
    }
  }, options.recheckMs);
  recheck.unref();

  function hubFor(own: OwnUnits | null): LiveHub<ReportState> {
    const key = ownKey(own);
    const known = hubs.get(key);
    if (known !== undefined) return known.hub;
    const othersOpen = () =>
      [...hubs.values()].reduce((sum, one) => sum + (one.hub === hub ? 0 : one.hub.clientCount), 0);
    const hub: LiveHub<ReportState> = createLiveHub<ReportState>(
      { ...portsOf(own), othersOpen },
      randomBytes(6).toString("hex"),
      options,
    );
    if (stopped) hub.stop();
    else hubs.set(key, { own, hub });
    return hub;
  }
  hubFor(null);

  return {
    announce(changed) {
      for (const { own, hub } of hubs.values()) {
        hub.announce(own === null ? changed : changed.filter((state) => isOwn(state, own)));
      }
    },
    async connect(listener, lastEventId) {
      const stream = await hubFor(listener.own).connect(lastEventId);
      listening.set(stream, listener);
      stream.once("close", () => listening.delete(stream));
      return stream;
    },
    countOf: (role, name) =>
      [...listening.values()].filter((one) => one.role === role && one.name === name).length,
    stop() {
      stopped = true;
      clearInterval(recheck);
      for (const { hub } of hubs.values()) hub.stop();
    },
  };
}
