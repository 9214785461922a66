import type { IncomingMessage } from "node:http";
import {
  type AccessScope,
  type AccessTable,
  API_PREFIX,
  ENDPOINT_IDS,
  ENDPOINTS,
  type EndpointId,
  type EndpointSpec,
  type Endpoints,
  MAX_BODY_BYTES,
  type ParamsOf,
  type QueryOf,
  type SentTo,
} from "@toancanh/contracts";
import type { OwnUnits } from "@toancanh/store";
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from "fastify";
import Type, { type TObject } from "typebox";
import { Compile } from "typebox/compile";
import { type Handler, type Handlers, MediaReply } from "../handler.ts";
import { PROBLEM_RESPONSES } from "../problems/problem-responses.ts";
import { type Caller, grantOf } from "./access/caller.ts";
import type { Door } from "./access/door.ts";
import { type AnswerStore, scopeStore } from "./access/scope-store.ts";
import { readBody } from "./read-body.ts";

const NOTHING = Type.Object({}, { additionalProperties: false });

declare module "fastify" {
  /** Known to every hook as `request.routeOptions.config`; absent on routes that are not of the catalogue. */
  interface FastifyContextConfig {
    endpoint?: EndpointId;
  }
}

/**
 * Registers a route for every entry of the catalogue: validation, documentation, response filter, cache
 * headers and access scope are the entry's, the answer is its handler's.
 */
export function registerEndpoints(app: FastifyInstance, handlers: Handlers, ground: AnswerGround): void {
  for (const id of ENDPOINT_IDS) app.register(async (room) => registerEndpoint(room, id, handlers, ground));
}

/** What answers are read from, and who may have them. */
interface AnswerGround {
  store: AnswerStore;
  table: AccessTable;
  door: Door;
}

/** Scopes under which something of one citizen's report is shown: who saw it is written down before it is. */
const REVEALING: ReadonlySet<AccessScope> = new Set(["report_details", "dead_letter_bodies"]);

async function noteReveal(door: Door, request: FastifyRequest, id: EndpointId): Promise<void> {
  const { caller, ip, url } = request;
  await door.audit({
    action: "reveal",
    outcome: "done",
    role: caller.role,
    who: caller.name,
    address: ip,
    subject: new URL(url, "http://host").pathname,
    details: { endpoint: id },
  });
}

/** Units that an answer is restricted to; null for none. The guard has let nobody through without a grant. */
function ownOf({ table }: AnswerGround, caller: Caller, entry: EndpointSpec): OwnUnits | null {
  return grantOf(table, caller, entry.scope).reach === "any" ? null : caller.units;
}

function registerEndpoint<Id extends EndpointId>(
  room: FastifyInstance,
  id: Id,
  handlers: Handlers,
  ground: AnswerGround,
): void {
  const entry: EndpointSpec = ENDPOINTS[id];
  const handle: Handler<Id> = handlers[id];
  if (entry.accepts !== undefined) takeBodiesAsBytes(room);
  const isParams = createGuard<ParamsOf<Endpoints[Id]>>(entry.params);
  const isQuery = createGuard<QueryOf<Endpoints[Id]>>(entry.query);
  const isSent = createGuard<SentTo<Endpoints[Id]>>(entry.body);
  room.route({
    method: entry.method,
    url: `${API_PREFIX}${entry.path}`,
    // A HEAD would open a stream that no client reads.
    exposeHeadRoute: entry.method === "GET" && entry.answer.kind !== "stream",
    config: { endpoint: id, scope: entry.scope },
    schema: describeRoute(id, entry),
    handler: async (request, reply) => {
      reply.header("cache-control", entry.cache);
      const params = entry.params === undefined ? {} : request.params;
      const query = entry.query === undefined ? {} : request.query;
      const sent = entry.body === undefined ? {} : request.body;
      if (!isParams(params) || !isQuery(query) || !isSent(sent)) throw new TypeError(`${id}: not validated`);
      const { id: requestId, headers, caller, ip: address } = request;
      const own = ownOf(ground, caller, entry);
      const store = scopeStore(ground.store, own);
      if (REVEALING.has(entry.scope)) await noteReveal(ground.door, request, id);
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const asked = { params, query, sent, id: requestId, headers, body, caller, address, own, store };
      return send(reply, entry, await handle(asked));
    },
  });
}

/** Whatever its media type, a body arrives as bytes; which types are taken is for the handler to say. */
function takeBodiesAsBytes(room: FastifyInstance): void {
  room.removeAllContentTypeParsers();
  room.addContentTypeParser("*", async (_request: FastifyRequest, payload: IncomingMessage) =>
    readBody(payload, MAX_BODY_BYTES),
  );
  // The schema of a body is documentation only: the bytes are checked event by event.
  const compile = room.validatorCompiler;
  room.setValidatorCompiler((part) =>
    part.httpPart === "body" || compile === undefined ? (value) => ({ value }) : compile(part),
  );
}

/** Tells a part of a request that has the shape of its schema; without a schema, one that is empty. */
function createGuard<T>(schema: TObject | undefined): (value: unknown) => value is T {
  const compiled = Compile(schema ?? NOTHING);
  return (value): value is T => compiled.Check(value);
}

function send(reply: FastifyReply, entry: EndpointSpec, answer: unknown): unknown {
  if (!(answer instanceof MediaReply)) {
    if (entry.answer.kind === "json") reply.code(entry.answer.status);
    return answer;
  }
  reply.code(answer.status).headers({ ...answer.headers });
  const hasType = "content-type" in answer.headers || answer.status === 304;
  if (!hasType && entry.answer.kind !== "json") reply.type(withCharset(entry.answer.media_type));
  return reply.send(answer.body);
}

function withCharset(mediaType: string): string {
  return mediaType === "application/json" || mediaType.startsWith("text/")
    ? `${mediaType}; charset=utf-8`
    : mediaType;
}

function describeRoute(id: EndpointId, entry: EndpointSpec): FastifySchema {
  const { tag, summary, description, params, query, body, accepts } = entry;
  const schema = {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    "x-scope": entry.scope,
    ...(params === undefined ? {} : { params }),
    ...(query === undefined ? {} : { querystring: query }),
    ...(body === undefined ? {} : { body }),
    ...(accepts === undefined ? {} : { body: { content: describeBodies(accepts) } }),
    response: { ...describeAnswer(entry.answer), ...PROBLEM_RESPONSES },
  };
  return schema;
}

function describeBodies(accepts: NonNullable<EndpointSpec["accepts"]>) {
  return Object.fromEntries(Object.entries(accepts).map(([mediaType, schema]) => [mediaType, { schema }]));
}

function describeAnswer(answer: EndpointSpec["answer"]): Record<number, unknown> {
  if (answer.kind === "json") return { [answer.status]: answer.schema };
  const { media_type, description } = answer;
  const schema = answer.kind === "media" ? answer.schema : Type.String();
  const headers = answer.kind === "media" && answer.headers !== undefined ? { headers: answer.headers } : {};
  const unchanged = answer.kind === "media" && answer.may_be_unchanged === true;
  return {
    200: { description, ...headers, content: { [media_type]: { schema } } },
    ...(unchanged ? { 304: Type.Null({ description: "What the caller has still holds" }) } : {}),
  };
}
