import { ACCESS_SCOPES, type AccessScope, type AccessTable, PAGE_SCOPES } from "@toancanh/contracts";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { ApiProblem } from "../../problems/api-problem.ts";
import { type Caller, grantOf, PUBLIC_CALLER } from "./caller.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Who asks; set before anything else looks at the request. */
    caller: Caller;
  }
  interface FastifyContextConfig {
    /** What a caller needs for this route. A route without it and not `open` is refused to everybody. */
    scope?: AccessScope;
    /** True for what holds no data: pages, their files, and the way in. */
    open?: true;
  }
}

/** How the guard learns who asks, and what it tells of those it refuses. */
interface GuardOptions {
  table: AccessTable;
  identify(request: FastifyRequest): Promise<Caller>;
  onRefused(request: FastifyRequest): void;
}

/**
 * Decides over every request by the route it was routed to, never by the text of its address, so that no way of
 * writing an address gets around it. To be called before any route is registered.
 */
export function addGuard(app: FastifyInstance, options: GuardOptions): void {
  app.decorateRequest("caller");
  app.addHook("onRequest", async (request) => {
    request.caller = PUBLIC_CALLER;
    if (request.is404) return;
    request.caller = await options.identify(request);
    const { open, scope } = request.routeOptions.config;
    if (open === true) return;
    if (grantOf(options.table, request.caller, scope).reach === "none") {
      options.onRefused(request);
      throw refusal(request.caller, scope);
    }
    if (!hasCsrfToken(request)) throw forgedRequest();
  });
}

/** Gives every route of a room the same access: for plugins that register their own. */
export function grantRoom(room: FastifyInstance, access: { scope: AccessScope } | { open: true }): void {
  room.addHook("onRoute", (route) => {
    route.config = { ...route.config, ...access };
  });
}

/** What changes something on behalf of a session comes with the token that only a page of ours can have read. */
function hasCsrfToken({ method, headers, caller }: FastifyRequest): boolean {
  if (caller.csrf === null || method === "GET" || method === "HEAD") return true;
  return headers["x-csrf-token"] === caller.csrf;
}

function forgedRequest(): ApiProblem {
  return new ApiProblem({
    status: 403,
    code: "csrf-token",
    title: "Request without its token",
    detail: "Send the csrf token of /api/v1/session as x-csrf-token with a request that changes something.",
  });
}

function refusal(caller: Caller, scope: AccessScope | undefined): ApiProblem {
  if (caller.role === "public") {
    return new ApiProblem({
      status: 401,
      code: "sign-in-required",
      title: "Not signed in",
      detail:
        "This is not for callers that the server does not know. People sign in at /sign-in; a screen is opened with " +
        "the address of its token; a system sends its token as Authorization: Bearer.",
      headers: { "www-authenticate": 'Bearer realm="toancanh"' },
    });
  }
  const meanings: Readonly<Record<string, string>> = { ...ACCESS_SCOPES, ...PAGE_SCOPES };
  const meaning = scope === undefined ? "" : ` (${scope}: ${meanings[scope]})`;
  return new ApiProblem({
    status: 403,
    code: "not-allowed",
    title: "Not allowed",
    detail: `The role "${caller.role}" may not ask for this${meaning}. Ask those who run the system if you need it.`,
  });
}
