import {
  ACCESS_TABLE,
  type AccessTable,
  type Alarm,
  type CityClock,
  type Profile,
  type ReportState,
  reachOf,
  type Warning,
  withoutOpenData,
} from "@toancanh/contracts";
import { openFileWriter } from "@toancanh/documents";
import type { Rulebook } from "@toancanh/domain";
import type { PeriodCity, PeriodStore } from "@toancanh/periods";
import type { Store } from "@toancanh/store";
import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import type { ApiContext } from "./context.ts";
import { createHandlers } from "./endpoints/create-handlers.ts";
import { createFigures } from "./figures/create-figures.ts";
import { addOpen311 } from "./georeport/open311-routes.ts";
import { type ChangeFeed, feedByPolling, feedFromIngester } from "./live/change-feed.ts";
import { createChangeLog } from "./live/change-log.ts";
import { LIVE_HUB_DEFAULTS } from "./live/hub.ts";
import { createLiveHubs, type LiveHubs, type LiveHubsOptions } from "./live/live-hubs.ts";
import { createLiveMessages } from "./live/live-messages.ts";
import { createStatusMonitor, type StatusMonitor } from "./live/status-monitor.ts";
import { openPeriodDesk } from "./periods/period-desk.ts";
import type { IngesterPort, OverlaysPort } from "./ports.ts";
import { type Door, openTrialDoor } from "./server/access/door.ts";
import { addGuard } from "./server/access/guard.ts";
import { createRefusalLog } from "./server/access/refusal-log.ts";
import { createServer, type Transport } from "./server/create-server.ts";
import { addDocs } from "./server/docs.ts";
import { registerEndpoints } from "./server/register-endpoints.ts";
import { addScreens } from "./server/screens.ts";
import { addStateHeaders } from "./server/state-headers.ts";

/** What the API is made of. */
export interface ApiDeps {
  store: PeriodStore & Pick<Store, "queryArrow">;
  profile: Profile;
  rulebook: Rulebook;
  /** The city's units on the map. */
  wardIndex: PeriodCity["wardIndex"];
  /** SHA-256 (hex) over the files of the profile. */
  hash: string;
  /** Ward outlines, TopoJSON with one object `wards`. */
  outlines: object;
  /** The ground of the city's maps, GeoJSON. */
  basemap: object;
  clock: CityClock;
  log: FastifyBaseLogger;
  version: string;
  /** The world's time, under which acts of closing are written down, epoch ms; the city's when left out. */
  recordedNow?: () => number;
  /**
   * The ingester of this process. Without it POST /events answers 503, and changes that another process writes
   * are polled from the store.
   */
  ingester?: IngesterPort;
  /** The city's layers for the map; none when left out. */
  overlays?: OverlaysPort;
  /** Directory with the dashboard's `index.html` and `assets/`. */
  dashboardDir?: string;
  /** Share 0..1 of the first history filled; null when nothing is being filled. */
  fillProgress?: () => number | null;
  /** What is wrong with the sources of this process until a person looks at it; none when left out. */
  alarms?: () => Alarm[];
  /** What will be wrong unless an operator acts; none when left out. */
  warnings?: () => Warning[];
  /** Of which moment the newest verified backup is, epoch ms; null (when left out) when none is known. */
  verifiedBackupAt?: () => number | null;
  /** Host names beside this machine's own under which it may be asked; none when left out. */
  allowedHosts?: readonly string[];
  /** TLS and proxies; plain HTTP and none when left out. */
  transport?: Transport;
  /** How callers come in; left out: only this machine can reach the server, and any role may be tried. */
  door?: Door;
  /** How long what happens stays untold to the public, ms; an hour when left out, null where nothing is public. */
  publicDelayMs?: number | null;
  /** Which role may do what; tests put others in its place. */
  accessTable?: AccessTable;
  tuning?: Partial<ApiTuning>;
}

/** Times and bounds that tests shorten. */
interface ApiTuning extends LiveHubsOptions {
  /** How often the totals behind /health are counted, milliseconds. */
  countMs: number;
  /** How often changes are polled when there is no ingester in this process, milliseconds. */
  pollMs: number;
  /** How long events may take to become durable before their sender is answered 503, milliseconds. */
  answerMs: number;
  /** A request that has not arrived whole by then is refused, milliseconds. */
  requestTimeoutMs: number;
  /** How long events on their way get to be stored before a period's figures are fixed, milliseconds. */
  settleMs: number;
}

const HOUR_MS = 3_600_000;

const DEFAULT_TUNING: ApiTuning = {
  ...LIVE_HUB_DEFAULTS,
  recheckMs: 15_000,
  countMs: 2000,
  pollMs: 500,
  answerMs: 10_000,
  requestTimeoutMs: 30_000,
  settleMs: 2000,
};

/**
 * The HTTP face of the product, ready for `listen` on a host of the caller's choice: /api/v1, its
 * documentation and the dashboard. `close` ends every live stream and answers within seconds.
 */
export function buildApi(deps: ApiDeps): FastifyInstance {
  const { store, profile, rulebook, clock, log, ingester } = deps;
  const tuning = { ...DEFAULT_TUNING, ...deps.tuning };
  const logFailure = (message: string, cause: unknown) => log.error({ err: cause }, message);
  const status = createStatusMonitor(() => readTotals(store), {
    refreshMs: tuning.countMs,
    // How long ago it was counted is real time, whatever the clock's pace.
    now: () => performance.now(),
    logFailure,
  });
  const changes = createChangeLog();
  const source = { store, profile, rulebook, clock, status, changes };
  const alarms = deps.alarms ?? (() => []);
  const figures = createFigures(source);
  const alarmCodes = () => [...new Set(alarms().map(({ code }) => code))];
  const hubs = createLiveHubs(
    (own) => ({ ...createLiveMessages(source, figures, own, alarmCodes), logFailure }),
    tuning,
  );
  const feed =
    ingester === undefined
      ? feedByPolling(
          { changedSince: (params) => store.query("changed_since", params) },
          {
            intervalMs: tuning.pollMs,
            limit: 2 * tuning.maxDeltaReports,
            now: () => clock.now(),
            logFailure,
          },
        )
      : feedFromIngester(ingester);
  const door = deps.door ?? openTrialDoor(profile);
  const { publicDelayMs = HOUR_MS, accessTable = ACCESS_TABLE } = deps;
  const table = publicDelayMs === null ? withoutOpenData(accessTable) : accessTable;
  const files = openFileWriter();
  const context: ApiContext = {
    ...source,
    files,
    door,
    table,
    outlines: deps.outlines,
    basemap: deps.basemap,
    version: deps.version,
    figures,
    desk: openPeriodDesk({
      city: { profile, rulebook, wardIndex: deps.wardIndex, hash: deps.hash },
      store,
      clock,
      status,
      recordedNow: deps.recordedNow ?? (() => clock.now()),
      codeVersion: deps.version,
      settleMs: tuning.settleMs,
      mayReadEarly: ({ name, role }) =>
        reachOf(table, role, "closings:write") !== null || (name !== "" && door.earlyReaders.includes(name)),
      audit: (fact) => door.audit(fact),
    }),
    overlays: deps.overlays ?? { list: [], read: refuseOverlay },
    hubs,
    ingester: ingester ?? null,
    publicDelayMs: publicDelayMs ?? 0,
    answerMs: tuning.answerMs,
    fillProgress: deps.fillProgress ?? (() => null),
    alarms,
    warnings: deps.warnings ?? (() => []),
    verifiedBackupAt: deps.verifiedBackupAt ?? (() => null),
  };

  const app = createServer(log, {
    allowedHosts: deps.allowedHosts ?? [],
    requestTimeoutMs: tuning.requestTimeoutMs,
    transport: deps.transport ?? {},
  });
  addStateHeaders(app, clock, alarmCodes);
  const onRefused = createRefusalLog(door, () => performance.now(), logFailure);
  addGuard(app, { table, identify: (request) => door.identify(request), onRefused });
  door.addRoutes(app);
  addDocs(app, deps.version);
  registerEndpoints(app, createHandlers(context, log), { store, table, door });
  addOpen311(app, { ...source, door, table, publicDelayMs: publicDelayMs ?? 0 });
  addScreens(app, deps.dashboardDir);
  app.addHook("onClose", () => files.close());
  runBesideServer(app, { status, feed, hubs }, (changed) => {
    changes.note(changed);
    hubs.announce(changed);
  });
  return app;
}

/** Starts what runs beside the requests, and ends it first when the server closes. */
function runBesideServer(
  app: FastifyInstance,
  { status, feed, hubs }: { status: StatusMonitor; feed: ChangeFeed; hubs: LiveHubs },
  onChange: (changed: readonly ReportState[]) => void,
): void {
  app.addHook("onReady", async () => {
    await status.start();
    feed.start(onChange);
  });
  app.addHook("preClose", async () => {
    feed.stop();
    status.stop();
    hubs.stop();
  });
}

async function refuseOverlay(id: string): Promise<never> {
  throw new RangeError(`no overlay "${id}"`);
}

async function readTotals(store: ApiDeps["store"]) {
  const [row] = await store.query("feed_status", {});
  return row ?? { events: 0, reports: 0, dead_letters: 0, latest_event_at: null, simulated: false };
}
