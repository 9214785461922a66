import { buildApi } from "@toancanh/api";
import type { Logger } from "pino";
import { openAccess, requireAccess } from "../access/open-access.ts";
import { loadCity } from "../city/open-city.ts";
import { openServerStore, type ServerStoreOptions } from "../city/open-server-store.ts";
import { dashboardDir, productVersion } from "../city/paths.ts";
import { worldClock } from "../clock/world-clock.ts";
import { watchIngestProcesses } from "../observe/ingest-processes.ts";
import { measureStore } from "../observe/measure-store.ts";
import { createProductMetrics, exposeAlarms } from "../observe/product-metrics.ts";
import { serveMetrics } from "../observe/serve-metrics.ts";
import { listen } from "../start/listen.ts";
import { runUntilSignal } from "../start/run-until-signal.ts";
import type { Terminal } from "../terminal/output.ts";
import { parseAllowedHosts } from "../terminal/parse-allowed-hosts.ts";
import { parsePublicDelay } from "../terminal/parse-public-delay.ts";
import { parsePort } from "./ingest.ts";

export interface ApiCommandOptions extends ServerStoreOptions {
  profile: string;
  port: string;
  allowHost?: string;
  publicDelay?: string;
  host: string;
  access?: string;
}

/** Wall, desk and API on what ingest processes write to a ClickHouse server, until SIGINT or SIGTERM. */
export async function runApi(options: ApiCommandOptions, terminal: Terminal, log: Logger): Promise<void> {
  const port = parsePort(options.port, "port");
  const allowedHosts = parseAllowedHosts(options.allowHost);
  const publicDelayMs = parsePublicDelay(options.publicDelay);
  const access = requireAccess(options.host, options.access);
  const city = await loadCity(options.profile);
  await runUntilSignal(async (signal) => {
    const opened = await openServerStore(city, options, log, { retryUntil: signal });
    const metrics = createProductMetrics();
    const processes = watchIngestProcesses(opened, { log });
    const api = buildApi({
      ...openAccess(access, city, opened, log),
      store: measureStore(opened, metrics),
      version: productVersion,
      profile: city.profile,
      rulebook: city.rulebook,
      wardIndex: city.wardIndex,
      hash: city.hash,
      outlines: city.outlines,
      basemap: city.basemap,
      overlays: city.overlays,
      clock: worldClock,
      log,
      dashboardDir,
      allowedHosts,
      publicDelayMs,
      alarms: () => processes.alarms(),
    });
    serveMetrics(api, metrics);
    exposeAlarms(metrics, () => processes.alarms());
    const url = await listen(api, options.host, port).catch(async (error: unknown) => {
      await Promise.allSettled([api.close(), processes.stop(), opened.close()]);
      throw error;
    });
    terminal.out(`Wall      ${url}/wall\nDesk      ${url}/desk\nAPI docs  ${url}/api/docs\n`);
    return {
      async close() {
        await api.close();
        await processes.stop();
        await opened.close();
      },
    };
  });
}
