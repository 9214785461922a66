import type {
  AgencyStandings,
  AlarmCode,
  City,
  DueNext,
  Flow,
  Health,
  HotSpots,
  Incidents,
  LiveHeartbeat,
  OpenReports,
  Overlays,
  RecentOutcomes,
  SimulatedClockStamp,
  Summary,
  WardStandings,
} from "@toancanh/contracts";
import { addressOf } from "../client/address.ts";
import { onAnswer } from "../client/answer-state.ts";
import { client } from "../client/client.ts";
import type { HeatCells } from "../client/heat-cells.ts";
import { keepLive, openEventSource } from "./live-connection.ts";
import { loadShapes } from "./load-shapes.ts";
import { createRecentDeltas, MAX_REPORTS, mergeDelta } from "./merge-reports.ts";
import { createOverlayFeatures, type OverlayFeaturesOf } from "./overlay-data.ts";
import { createResource, type Resource } from "./resource.ts";
import { createServerClock, type ServerClock } from "./server-clock.ts";
import type { WardShapes } from "./ward-shapes.ts";

/** Hot spots with the window they are of, as every other figure of the wall names its own. */
export type WallHotSpots = HotSpots & { window: { from: string; to: string } };

/** What of the city a heat map shows. */
export interface HeatScope {
  field_group?: string;
  service_code?: string;
}

export interface Volumes {
  byCategory: ReadonlyMap<string, number>;
}

export interface ConnectionState {
  lost: boolean;
  /** Server time of the last message, epoch ms; null before the first. */
  heardAt: number | null;
  simulated: boolean;
  /** The simulated clock that the server lives by; null for the world's. */
  clock: SimulatedClockStamp | null;
  latestEventAt: number | null;
  /** Kinds of alarm in the last message. */
  alarms: readonly AlarmCode[];
}

/** What answers carry of where their figures come from. */
interface Stamped {
  simulated: boolean;
  simulated_clock?: SimulatedClockStamp;
}

/** All a wall knows: one of each for the life of the page. */
export interface WallData {
  clock: ServerClock;
  city: Resource<City>;
  shapes: Resource<WardShapes>;
  summary: Resource<Summary>;
  recent: Resource<RecentOutcomes>;
  agencies: Resource<AgencyStandings>;
  wards: Resource<WardStandings>;
  openReports: Resource<OpenReports>;
  incidents: Resource<Incidents>;
  dueNext: Resource<DueNext>;
  flow: Resource<Flow>;
  health: Resource<Health>;
  /** Reports this period by category. */
  volumes: Resource<Volumes>;
  heat(scope: HeatScope, resolution: number): Resource<HeatCells>;
  hotSpots(scope: HeatScope): Resource<WallHotSpots>;
  /** Layers that the city lays over its map, and what is in each. */
  overlays: Resource<Overlays>;
  overlayFeatures: OverlayFeaturesOf;
  connection: { getState(): ConnectionState; subscribe(listener: () => void): () => void };
  /** Opens the live stream; returns stop. */
  start(): () => void;
}

const SECOND = 1_000;
export const CADENCE = {
  summary: 15 * SECOND,
  recent: 15 * SECOND,
  agencies: 60 * SECOND,
  wards: 60 * SECOND,
  openReports: 30 * SECOND,
  incidents: 15 * SECOND,
  dueNext: 15 * SECOND,
  flow: 60 * SECOND,
  heat: 60 * SECOND,
  health: 15 * SECOND,
  volumes: 1800 * SECOND,
  fixed: 3600 * SECOND,
} as const;

/** Asked for: more than a list has rows, so that one that ends has its follower at hand. */
const SHOWN_INCIDENTS = 20;

/** Scopes kept in memory: field groups and the busiest categories at two resolutions. */
const MAX_SCOPES = 48;

export function createWallData(): WallData {
  const clock = createServerClock();
  const listeners = new Set<() => void>();
  let connection: ConnectionState = {
    lost: false,
    heardAt: null,
    simulated: false,
    clock: null,
    latestEventAt: null,
    alarms: [],
  };
  const setConnection = (change: Partial<ConnectionState>) => {
    connection = { ...connection, ...change };
    for (const listener of listeners) listener();
  };
  const stamped = (answer: Stamped) => {
    if (answer.simulated && !connection.simulated) setConnection({ simulated: true });
    const stamp = answer.simulated_clock ?? null;
    if (stamp?.speed === connection.clock?.speed && stamp?.replay === connection.clock?.replay) return;
    setConnection({ clock: stamp });
  };
  const heard = (message: LiveHeartbeat) => {
    // Its history is filled and its time begins to pass: not only the next reading of /health may tell.
    const speed = message.simulated_clock?.speed;
    if (speed !== undefined && speed !== clock.speed()) clock.observe(Date.parse(message.as_of), speed);
    stamped(message);
    setConnection({
      heardAt: clock.now(),
      simulated: message.simulated || connection.simulated,
      latestEventAt:
        message.latest_event_at === null ? connection.latestEventAt : Date.parse(message.latest_event_at),
      alarms: message.alarms,
    });
  };

  const stampedResource = <T extends Stamped>(
    cadenceMs: number,
    load: (signal: AbortSignal) => Promise<T>,
  ): Resource<T> => createResource({ cadenceMs, load, onLoaded: stamped });

  const summary = stampedResource(CADENCE.summary, (signal) => client.get("summary", {}, signal));
  const deltas = createRecentDeltas(CADENCE.openReports);
  const openReports = createResource({
    cadenceMs: CADENCE.openReports,
    load: async (signal) => deltas.applyTo(await client.get("open_reports", { limit: MAX_REPORTS }, signal)),
    onLoaded: stamped,
  });
  const incidents = stampedResource(CADENCE.incidents, (signal) =>
    client.get("incidents", { limit: SHOWN_INCIDENTS }, signal),
  );
  const dueNext = stampedResource(CADENCE.dueNext, (signal) => client.get("due_next", {}, signal));
  const flow = stampedResource(CADENCE.flow, (signal) => client.get("flow", {}, signal));
  const recent = stampedResource(CADENCE.recent, (signal) => client.get("recent_outcomes", {}, signal));
  const agencies = stampedResource(CADENCE.agencies, (signal) => client.get("agency_standings", {}, signal));
  const wards = stampedResource(CADENCE.wards, (signal) => client.get("ward_standings", {}, signal));
  const city = createResource({ cadenceMs: CADENCE.fixed, load: (signal) => client.get("city", {}, signal) });
  const shapes = createResource({
    cadenceMs: CADENCE.fixed,
    load: loadShapes,
  });
  let firstVersion: string | null = null;
  const health = createResource({
    cadenceMs: CADENCE.health,
    load: (signal) => client.get("health", {}, signal),
    onLoaded: (answer) => {
      stamped(answer);
      // A new version of the server brings a new version of this page.
      if (firstVersion !== null && firstVersion !== answer.version) window.location.reload();
      firstVersion = answer.version;
    },
  });

  const keyed = <T>(make: (scope: HeatScope, resolution: number) => Resource<T>) => {
    const kept = new Map<string, Resource<T>>();
    return (scope: HeatScope, resolution: number): Resource<T> => {
      const key = `${scope.field_group ?? ""}|${scope.service_code ?? ""}|${resolution}`;
      const found = kept.get(key);
      if (found !== undefined) return found;
      if (kept.size >= MAX_SCOPES) {
        const oldest = kept.keys().next();
        if (oldest.done !== true) kept.delete(oldest.value);
      }
      const made = make(scope, resolution);
      kept.set(key, made);
      return made;
    };
  };
  const heat = keyed((scope, resolution) =>
    createResource({
      cadenceMs: CADENCE.heat,
      load: (signal) => client.read("heat_map", { ...scope, resolution, window: "rolling" }, signal),
    }),
  );
  const hotSpots = keyed((scope) =>
    createResource({
      cadenceMs: CADENCE.heat,
      load: async (signal): Promise<WallHotSpots> => {
        const spots = await client.get("hot_spots", { ...scope, window: "rolling" }, signal);
        return { ...spots, window: spots.period };
      },
      onLoaded: stamped,
    }),
  );

  const volumes = createResource({
    cadenceMs: CADENCE.volumes,
    load: async (signal) => {
      const { rows } = await client.get("categories", { period: "last_7_days" }, signal);
      return { byCategory: new Map(rows.map((row) => [row.service_code, row.metrics.received])) };
    },
  });

  return {
    clock,
    city,
    shapes,
    summary,
    recent,
    agencies,
    wards,
    openReports,
    incidents,
    dueNext,
    flow,
    health,
    volumes,
    heat,
    hotSpots: (scope) => hotSpots(scope, 0),
    overlays: createResource({
      cadenceMs: CADENCE.fixed,
      load: (signal) => client.get("overlays", {}, signal),
    }),
    overlayFeatures: createOverlayFeatures((id, signal) => client.read("overlay", { id }, signal)),
    connection: {
      getState: () => connection,
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    start: () => {
      // The clock and the alarms are those of the last answer, whichever came: /health alone may be what fails.
      const stopListening = onAnswer(({ serverMs, speed, alarms }) => {
        clock.observe(serverMs, speed);
        if (alarms.join() !== connection.alarms.join()) setConnection({ alarms });
      });
      const stopLive = keepLive(
        {
          open: openEventSource(addressOf("live", {})),
          monotonic: () => performance.now(),
          random: Math.random,
        },
        {
          onSnapshot: (snapshot) => {
            heard(snapshot);
            summary.accept(snapshot.summary);
            openReports.refresh();
            if (openReports.getState().data === null) openReports.accept(snapshot.open_reports);
          },
          onDelta: (delta) => {
            heard(delta);
            deltas.add(delta);
            const known = openReports.getState().data;
            if (known !== null) openReports.accept(mergeDelta(known, delta));
          },
          onHeartbeat: heard,
          onLost: (lost) => {
            setConnection({ lost });
            if (!lost) {
              const often = [summary, recent, openReports, incidents, dueNext, flow, agencies, wards, health];
              for (const resource of often) resource.refresh();
            }
          },
        },
      );
      return () => {
        stopListening();
        stopLive();
      };
    },
  };
}
