import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type CityClock, EVENT_SCHEMA, type ReportEvent } from "@toancanh/contracts";
import { Ingester } from "@toancanh/ingest";
import { type LoadedProfile, loadProfile } from "@toancanh/profile";
import { createSimulator } from "@toancanh/simulator";
import { openStore, type Store } from "@toancanh/store";
import type { FastifyInstance } from "fastify";
import pino from "pino";
import { type ApiDeps, buildApi } from "../app.ts";

const HCMC = fileURLToPath(new URL("../../../../profiles/hcmc", import.meta.url));
const HOUR_MS = 3_600_000;

/** Friday 21 November 2025, 12:00 in Ho Chi Minh City: in the official period of November. */
export const NOW = Date.UTC(2025, 10, 21, 5);

/** The real city on a real, empty store, and servers on it. */
export interface Bench extends LoadedProfile {
  store: Store;
  ingester: Ingester;
  clock: CityClock & { at: number };
  /** What servers logged at level error, as JSON lines. */
  logged: string[];
  /** A server with the ingester unless told otherwise; closed with the bench. */
  openApi(over?: Partial<ApiDeps>): FastifyInstance;
  /** The same without an ingester, as a second process would be. */
  openReader(over?: Partial<ApiDeps>): FastifyInstance;
  /** Simulated reports born in those hours before now; only what happened by now is taken. */
  seed(hoursBack: readonly number[]): Promise<void>;
  close(): Promise<void>;
}

/** @param now where the clock of the bench stands, epoch milliseconds */
export async function openBench(now = NOW): Promise<Bench> {
  const loaded = await loadProfile(HCMC);
  const { profile, rulebook, wardIndex, simulation, outlines, basemap, hash } = loaded;
  const path = mkdtempSync(join(tmpdir(), "toancanh-api-"));
  const clock = { at: now, now: () => clock.at, simulated: false, replay: false, speed: 1 };
  const store = await openStore({ path, blockOf: (agency) => rulebook.blockOf(agency), clock });
  const logged: string[] = [];
  const log = pino({ level: "error" }, { write: (line: string) => logged.push(line) });
  const ingester = new Ingester({
    store,
    rulebook,
    wardIndex,
    defaultPoints: profile.default_points,
    clock,
    // Dead letters expire by it: under the bench's clock they would be a year old.
    worldClock: { now: () => Date.now() },
    log: { info: () => {}, warn: () => {}, error: () => {} },
    limits: { lingerMs: 0 },
  });
  const servers: FastifyInstance[] = [];

  const open = (deps: Partial<ApiDeps>): FastifyInstance => {
    const api = buildApi({
      store,
      profile,
      rulebook,
      wardIndex,
      hash,
      outlines,
      basemap,
      clock,
      log,
      version: "1.2.3",
      ...deps,
    });
    servers.push(api);
    return api;
  };

  return {
    ...loaded,
    store,
    ingester,
    clock,
    logged,
    openApi: (over = {}) => open({ ingester, ...over }),
    openReader: (over = {}) => open(over),
    async seed(hoursBack) {
      if (simulation === null) throw new Error("hcmc has no simulation.json");
      const simulator = createSimulator({ profile, rulebook, wardIndex, settings: simulation, seed: 7 });
      const events = hoursBack
        .flatMap((hours) => simulator.reportsBornIn(now - hours * HOUR_MS))
        .flatMap((report) => report.events)
        .filter((event) => Date.parse(event.time) <= now);
      await ingester.acceptEvents(events);
    },
    async close() {
      for (const server of servers) await server.close();
      await ingester.close();
      await store.close();
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** A valid event of a new report at Bến Thành, with what differs. */
export function receivedEvent(
  id: string,
  differing: { data?: object; time?: string } & Record<string, unknown> = {},
): Record<string, unknown> {
  const { data, ...envelope } = differing;
  const time = "2025-11-21T10:00:00+07:00";
  const event: ReportEvent<"received"> = {
    specversion: "1.0",
    id: `${id}#0`,
    source: "urn:test",
    type: "vn.toancanh.report.received",
    subject: id,
    time,
    dataschema: EVENT_SCHEMA,
    data: { requested_datetime: time, channel: "phone", lat: 10.7721, long: 106.6983 },
  };
  return { ...event, ...envelope, data: { ...event.data, ...data } };
}
