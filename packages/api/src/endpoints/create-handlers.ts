import type { EndpointId } from "@toancanh/contracts";
import type { FastifyBaseLogger } from "fastify";
import type { HandlerContext } from "../context.ts";
import type { Handlers } from "../handler.ts";
import { closingHandlers } from "../periods/closings.ts";
import { objectionHandlers } from "../periods/objections.ts";
import { rankingHandlers } from "../periods/rankings.ts";
import { scorecardHandlers } from "../periods/scorecards.ts";
import { openDataHandlers } from "../public/open-data.ts";
import { auditHandlers } from "./access/audit.ts";
import { sessionHandlers } from "./access/session.ts";
import { tokenHandlers } from "./access/tokens.ts";
import { cityHandlers } from "./city.ts";
import { deadLetterHandlers } from "./dead-letters.ts";
import { eventSourceHandlers } from "./event-sources.ts";
import { eventHandlers } from "./events.ts";
import { healthHandlers } from "./health.ts";
import { liveHandlers } from "./live.ts";
import { outlineHandlers } from "./outlines.ts";
import { overlayHandlers } from "./overlays.ts";
import { reportListHandlers } from "./reports/report-list.ts";
import { reportHandlers } from "./reports/reports.ts";

/** Handlers for the whole catalogue: one that is missing, or that no entry asks for, does not compile. */
export type Complete<H> = H extends Handlers
  ? [Exclude<keyof H, EndpointId>] extends [never]
    ? H
    : never
  : never;

function complete<H>(handlers: H & Complete<H>): Handlers {
  return handlers;
}

/** A handler for each entry of the catalogue. */
export function createHandlers(context: HandlerContext, log: FastifyBaseLogger): Handlers {
  return complete({
    ...context.figures,
    ...reportHandlers(context),
    ...reportListHandlers(context),
    ...liveHandlers(context),
    ...cityHandlers(context),
    ...overlayHandlers(context),
    ...outlineHandlers(context, log),
    ...eventHandlers(context),
    ...deadLetterHandlers(),
    ...auditHandlers(),
    ...tokenHandlers(context),
    ...openDataHandlers(context),
    ...closingHandlers(context),
    ...rankingHandlers(context),
    ...scorecardHandlers(context),
    ...objectionHandlers(context),
    ...eventSourceHandlers(context),
    ...healthHandlers(context),
    ...sessionHandlers(context.door, context.table),
  });
}
