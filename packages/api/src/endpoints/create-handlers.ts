import type { EndpointId } from "@toancanh/contracts";
import type { FastifyBaseLogger } from "fastify";
import type { ApiContext } from "../context.ts";
import type { Handlers } from "../handler.ts";
import { cityHandlers } from "./city.ts";
import { deadLetterHandlers } from "./dead-letters.ts";
import { eventHandlers } from "./events.ts";
import { healthHandlers } from "./health.ts";
import { liveHandlers } from "./live.ts";
import { outlineHandlers } from "./outlines.ts";
import { overlayHandlers } from "./overlays.ts";
import { reportHandlers } from "./reports.ts";

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
export function createHandlers(context: ApiContext, log: FastifyBaseLogger): Handlers {
  return complete({
    ...context.figures,
    ...reportHandlers(context),
    ...liveHandlers(context),
    ...cityHandlers(context),
    ...overlayHandlers(context),
    ...outlineHandlers(context, log),
    ...eventHandlers(context),
    ...deadLetterHandlers(context),
    ...healthHandlers(context),
  });
}
