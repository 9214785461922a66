import { randomUUID } from "node:crypto";
import { type ServerResponse, STATUS_CODES } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Socket } from "node:net";
import { MAX_BODY_BYTES } from "@toancanh/contracts";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyServerFactory,
  LogController,
} from "fastify";
import { ApiProblem, toProblemBody } from "../problems/api-problem.ts";
import { handleProblems } from "../problems/handlers.ts";
import { compileRequestCheck } from "./compile-request-check.ts";
import { guardHosts, pathOfTarget } from "./host-guard.ts";
import { noteRoutes } from "./known-paths.ts";
import { addSecurityHeaders } from "./security-headers.ts";

/** How often slow senders are looked for, ms: Node's own default would give them twice their time. */
const SLOW_SENDER_CHECK_MS = 1000;

/** After it the sockets that are still open at a stop are cut. */
const STOP_DEADLINE_MS = 5000;

/** How connections are made. */
export interface Transport {
  /** Certificate chain and private key, PEM; left out: plain HTTP. */
  tls?: { cert: Buffer; key: Buffer };
  /** Addresses and networks of proxies that are believed whom they speak for, and over what. */
  proxies?: readonly string[];
}

/** TLS 1.2 or newer, with the same patience as without. */
function serveTls(tls: NonNullable<Transport["tls"]>, requestTimeoutMs: number): FastifyServerFactory {
  return (handler) => {
    const patience = {
      requestTimeout: requestTimeoutMs,
      headersTimeout: requestTimeoutMs,
      connectionsCheckingInterval: SLOW_SENDER_CHECK_MS,
    };
    return createTlsServer({ ...tls, ...patience, minVersion: "TLSv1.2" }, handler);
  };
}

interface ServerOptions {
  /** Names beside this machine's own under which it answers. */
  allowedHosts: readonly string[];
  /** A request that has not arrived whole by then is refused (slow senders hold a socket), ms. */
  requestTimeoutMs: number;
  transport: Transport;
}

/** A Fastify server on which every refusal, even of a request that is no HTTP, is problem details. */
export function createServer(
  log: FastifyBaseLogger,
  { allowedHosts, requestTimeoutMs, transport: { tls, proxies } }: ServerOptions,
): FastifyInstance {
  const app = Fastify({
    ...(proxies === undefined ? {} : { trustProxy: [...proxies] }),
    ...(tls === undefined ? {} : { serverFactory: serveTls(tls, requestTimeoutMs) }),
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: requestTimeoutMs,
    http: { headersTimeout: requestTimeoutMs, connectionsCheckingInterval: SLOW_SENDER_CHECK_MS },
    return503OnClosing: false,
    rewriteUrl: (request) => pathOfTarget(request.url ?? "/"),
    routerOptions: { maxParamLength: 300 },
    frameworkErrors: (error, request, reply) => {
      answerBadAddress(error.message, request.id, reply.raw);
    },
    clientErrorHandler: answerBrokenRequest,
  });
  app.setValidatorCompiler(compileRequestCheck);
  handleProblems(app, noteRoutes(app));
  addSecurityHeaders(app);
  guardHosts(app, allowedHosts);
  endOpenSockets(app);
  return app;
}

/** Requests that come while the server stops are refused; at the deadline every open socket is cut. */
function endOpenSockets(app: FastifyInstance): void {
  let stopping = false;
  let deadline: NodeJS.Timeout | null = null;
  app.addHook("preClose", async () => {
    stopping = true;
    deadline = setTimeout(() => app.server.closeAllConnections(), STOP_DEADLINE_MS);
    deadline.unref();
  });
  app.addHook("onClose", async () => {
    if (deadline !== null) clearTimeout(deadline);
  });
  app.addHook("onRequest", async () => {
    if (!stopping) return;
    throw new ApiProblem({
      status: 503,
      code: "server-stopping",
      title: "Server is stopping",
      detail: "The server is stopping. Ask again in a few seconds.",
      headers: { "retry-after": "5" },
    });
  });
}

/** The router refuses before hooks and handlers exist for the request. */
function answerBadAddress(message: string, requestId: string, response: ServerResponse): void {
  const problem = new ApiProblem({
    status: 400,
    code: "bad-url",
    title: "Bad address",
    detail: `The address of the request cannot be read: ${message}. Percent-encode it as UTF-8.`,
  });
  response
    .writeHead(problem.status, {
      "content-type": "application/problem+json",
      "x-content-type-options": "nosniff",
    })
    .end(JSON.stringify(toProblemBody(problem, requestId)));
}

/** What the HTTP parser itself refuses never becomes a request: answered on the bare socket. */
function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) return;
  const refusals: Record<string, [number, string]> = {
    ERR_HTTP_REQUEST_TIMEOUT: [408, "The request did not arrive whole in time. Send it again."],
    HPE_HEADER_OVERFLOW: [431, "The headers of the request are too large. Send fewer or shorter ones."],
  };
  const [status, detail] = refusals[error.code ?? ""] ?? [400, "This is not a valid HTTP/1.1 request."];
  const problem = new ApiProblem({ status, code: "bad-request", title: STATUS_CODES[status] ?? "", detail });
  const body = JSON.stringify(toProblemBody(problem, randomUUID()));
  socket.end(
    `HTTP/1.1 ${status} ${problem.title}\r\ncontent-type: application/problem+json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
