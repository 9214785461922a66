export * from "./access/access-config.ts";
export * from "./access/roles.ts";
export * from "./access/scopes.ts";
export * from "./clock.ts";
export * from "./endpoints/access/audit.ts";
export * from "./endpoints/access/session.ts";
export * from "./endpoints/analyses.ts";
export * from "./endpoints/catalogue.ts";
export * from "./endpoints/city.ts";
export * from "./endpoints/endpoint.ts";
export * from "./endpoints/figure-parts.ts";
export * from "./endpoints/figures.ts";
export * from "./endpoints/ingest.ts";
export * from "./endpoints/live.ts";
export * from "./endpoints/maps.ts";
export * from "./endpoints/operation.ts";
export * from "./endpoints/problem.ts";
export * from "./endpoints/reports.ts";
export * from "./endpoints/standings.ts";
export * from "./endpoints/state-headers.ts";
export * from "./event/event.ts";
export type {
  LocalizedText,
  SimulatedClockStamp,
} from "./primitives.ts";
export * from "./profile/feed.ts";
export * from "./profile/overlay.ts";
export * from "./profile/profile.ts";
export * from "./profile/scoring.ts";
export * from "./profile/simulation.ts";
export * from "./records/audit-entry.ts";
export * from "./records/dead-letter.ts";
export * from "./records/event-row.ts";
export * from "./records/feed-position.ts";
export * from "./records/ingest-process.ts";
export * from "./records/period-act.ts";
export * from "./records/period-figures.ts";
export * from "./records/report-snapshot.ts";
export * from "./records/report-state.ts";
