import { auditEndpoints } from "./access/audit.ts";
import { sessionEndpoints } from "./access/session.ts";
import { tokenEndpoints } from "./access/tokens.ts";
import { analysisEndpoints } from "./analyses.ts";
import { cityEndpoints } from "./city.ts";
import type { EndpointSpec } from "./endpoint.ts";
import { figureEndpoints } from "./figures.ts";
import { incidentEndpoints } from "./incidents.ts";
import { ingestEndpoints } from "./ingest.ts";
import { liveEndpoints } from "./live.ts";
import { mapEndpoints } from "./maps.ts";
import { operationEndpoints } from "./operation.ts";
import { cityReportEndpoints } from "./periods/city-report.ts";
import { closingEndpoints } from "./periods/closings.ts";
import { objectionEndpoints } from "./periods/objections.ts";
import { rankingEndpoints } from "./periods/rankings.ts";
import { scorecardEndpoints } from "./periods/scorecards.ts";
import { openDataEndpoints } from "./public/open-data.ts";
import { reportEndpoints } from "./reports.ts";
import { standingEndpoints } from "./standings.ts";
import { dueNextEndpoints } from "./wall/due-next.ts";
import { flowEndpoints } from "./wall/flow.ts";

/** Every endpoint under /api/v1. The API answers each, and the dashboard's client asks by these names. */
export const ENDPOINTS = {
  ...figureEndpoints,
  ...standingEndpoints,
  ...flowEndpoints,
  ...mapEndpoints,
  ...analysisEndpoints,
  ...incidentEndpoints,
  ...dueNextEndpoints,
  ...liveEndpoints,
  ...reportEndpoints,
  ...cityEndpoints,
  ...ingestEndpoints,
  ...openDataEndpoints,
  ...operationEndpoints,
  ...sessionEndpoints,
  ...auditEndpoints,
  ...tokenEndpoints,
  ...closingEndpoints,
  ...rankingEndpoints,
  ...scorecardEndpoints,
  ...cityReportEndpoints,
  ...objectionEndpoints,
} satisfies Record<string, EndpointSpec>;

export type Endpoints = typeof ENDPOINTS;
export type EndpointId = keyof Endpoints;
export const ENDPOINT_IDS = Object.keys(ENDPOINTS).filter((id): id is EndpointId => id in ENDPOINTS);

/** Where the catalogue's paths begin. */
export const API_PREFIX = "/api/v1";
