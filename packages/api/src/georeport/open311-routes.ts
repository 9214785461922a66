import { type AccessTable, type Category, type Profile, reachOf } from "@toancanh/contracts";
import { languageOf, open311TextsFor } from "@toancanh/words";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { FigureSource } from "../figures/figure-source.ts";
import { toProblem } from "../problems/handlers.ts";
import type { Door } from "../server/access/door.ts";
import { describeRequests } from "./describe-requests.ts";
import { describeService, describeServices, requireServices, servicesFor } from "./describe-services.ts";
import { Open311Error } from "./open311-error.ts";
import { ASKABLE, type Query, readExtensions, readQuery, readRequestsQuestion } from "./read-question.ts";
import { type Document, FORMATS, type Format, MEDIA_TYPES, renderDocument } from "./render-document.ts";

const OPEN311_PREFIX = "/open311/v2";

/** When what the endpoint offers last changed, as its discovery says. */
const CHANGESET = "2026-11-27T00:00:00Z";

/** What requests are answered from. */
export interface Open311Ground
  extends Pick<FigureSource, "store" | "profile" | "rulebook" | "clock" | "status"> {
  door: Pick<Door, "audit">;
  table: AccessTable;
  /** How long what happens stays untold to the public, ms. */
  publicDelayMs: number;
}

/** Who asks for what, in which format. */
interface Asked {
  query: Query;
  format: Format;
  /** Name of the resource without its format; "" where the route has none. */
  name: string;
  /** The caller may see every report with its place, and sees it at once. */
  seesAll: boolean;
  services: Category[];
  /** Until when things are told, epoch ms. */
  asOf: number;
}

/**
 * Open311 GeoReport v2 (https://wiki.open311.org/GeoReport_v2), for reading: discovery, services and requests in JSON and
 * XML. Who may see every report sees its place; everybody else what is public.
 */
export function addOpen311(app: FastifyInstance, ground: Open311Ground): void {
  const { profile, rulebook, clock, store } = ground;
  app.register(
    async (room) => {
      room.setErrorHandler((error: Error, request, reply) => sendError(error, request, reply));
      room.setNotFoundHandler((request, reply) => sendError(refuseAddress(request), request, reply));

      const answer = (
        path: string,
        askable: readonly string[],
        describe: (asked: Asked, request: FastifyRequest) => Promise<Document>,
      ) =>
        room.get(path, { config: { scope: "open_data" }, schema: { hide: true } }, async (request, reply) => {
          const asked = readAsked(request, askable, ground);
          const document = await describe(asked, request);
          reply.header("cache-control", asked.seesAll ? "no-store" : "public, no-cache");
          return reply.type(MEDIA_TYPES[asked.format]).send(renderDocument(document, asked.format));
        });

      for (const format of FORMATS) {
        answer(`/discovery.${format}`, ASKABLE.plain, async (_asked, request) => discover(request, ground));
        answer(`/services.${format}`, ASKABLE.plain, async ({ services }) =>
          describeServices(profile, services),
        );
        answer(`/requests.${format}`, ASKABLE.requests, async (asked, request) => {
          const question = readRequestsQuestion(asked.query, asked.asOf);
          requireServices(question.services ?? [], asked.services);
          await noteReading(request, asked, ground);
          return describeRequests(await findRequests(question, asked, store), profile, {
            places: asked.seesAll,
            extensions: question.extensions,
            asOf: asked.asOf,
          });
        });
      }
      answer("/services/:name", ASKABLE.plain, async ({ name, services }) => {
        requireServices([name], services);
        const service = services.find((one) => one.service_code === name);
        if (service === undefined) throw new TypeError(`service ${name} is known and not there`);
        return describeService(service, { profile, rulebook }, clock.now());
      });
      answer("/requests/:name", ASKABLE.request, async (asked, request) => {
        const extensions = readExtensions(asked.query);
        await noteReading(request, asked, ground);
        const question = readRequestsQuestion({ service_request_id: asked.name }, asked.asOf);
        const rows = await findRequests({ ...question, ids: [asked.name] }, asked, store);
        if (rows.length === 0) {
          throw new Open311Error(404, `service_request_id ${JSON.stringify(asked.name)} was not found.`);
        }
        return describeRequests(rows, profile, { places: asked.seesAll, extensions, asOf: asked.asOf });
      });
    },
    { prefix: OPEN311_PREFIX },
  );
}

/** @throws Open311Error */
function readAsked(request: FastifyRequest, askable: readonly string[], ground: Open311Ground): Asked {
  const { profile, table, clock, publicDelayMs } = ground;
  const query = readQuery(request.query, askable, profile.jurisdiction_id);
  const { name, format } = readName(request);
  const seesAll = reachOf(table, request.caller.role, "report_lists") === "any";
  return {
    query,
    name,
    format,
    seesAll,
    services: servicesFor(profile, seesAll),
    asOf: clock.now() - (seesAll ? 0 : publicDelayMs),
  };
}

/** The last step of the path, and the format behind its last dot. */
function readName(request: FastifyRequest): { name: string; format: Format } {
  const { name } = Object(request.params);
  const last: string = typeof name === "string" ? name : (request.routeOptions.url ?? "");
  const format = FORMATS.find((one) => last.endsWith(`.${one}`));
  if (format === undefined) {
    throw new Open311Error(404, `${JSON.stringify(last)} has no format: put .json or .xml behind it.`);
  }
  return { name: last.slice(0, -format.length - 1).normalize("NFC"), format };
}

async function findRequests(
  question: ReturnType<typeof readRequestsQuestion>,
  { services, asOf, seesAll }: Asked,
  store: Open311Ground["store"],
) {
  const { ids, requested, updated, status, page, pageSize } = question;
  const own = seesAll ? [] : services.map((one) => one.service_code);
  if (!seesAll && own.length === 0) return [];
  return store.query("service_requests", {
    as_of: asOf,
    ...(requested === null ? {} : { from: requested.from, to: requested.to + 1 }),
    ...(updated === null ? {} : { updated_from: updated.from, updated_to: updated.to + 1 }),
    services: question.services ?? own,
    ids: ids ?? [],
    ...(status === null ? {} : { status }),
    limit: pageSize,
    offset: (page - 1) * pageSize,
  });
}

/** Reports with their places leave as a file does: it is written down before they do. */
async function noteReading(
  { caller, ip, url }: FastifyRequest,
  { seesAll }: Asked,
  { door }: Open311Ground,
): Promise<void> {
  if (!seesAll) return;
  const { pathname, searchParams } = new URL(url, "http://host");
  searchParams.delete("api_key");
  await door.audit({
    action: "export",
    outcome: "done",
    role: caller.role,
    who: caller.name,
    address: ip,
    subject: pathname,
    details: { query: searchParams.toString() },
  });
}

/** Where the endpoint is and what it speaks; the endpoint of a simulated city is one for tests. */
function discover(request: FastifyRequest, { profile, status }: Open311Ground): Document {
  return {
    root: "discovery",
    value: {
      changeset: CHANGESET,
      contact: contactOf(profile),
      key_service: null,
      endpoints: [
        {
          specification: "http://wiki.open311.org/GeoReport_v2",
          url: `${request.protocol}://${request.host}${OPEN311_PREFIX}`,
          changeset: CHANGESET,
          type: status.totals.simulated ? "test" : "production",
          formats: FORMATS.map((format) => MEDIA_TYPES[format].split(";", 1)[0] ?? ""),
        },
      ],
    },
  };
}

function contactOf({ locale, line_name: line, name }: Profile): string {
  return open311TextsFor(languageOf(locale)).contact(line, name);
}

function refuseAddress({ method, url }: FastifyRequest): Open311Error {
  if (method !== "GET" && method !== "HEAD") {
    return new Open311Error(405, `Requests are read here with GET and not sent: ${method} is not taken.`);
  }
  const path = url.split("?", 1)[0] ?? "";
  return new Open311Error(
    404,
    `There is nothing at ${path}. ${OPEN311_PREFIX}/discovery.xml says what there is.`,
  );
}

/** A refusal in the form of the standard; what is none of its own keeps its status and headers. */
function sendError(error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = request.url.split("?", 1)[0] ?? "";
  const format = path.endsWith(".json") ? "json" : "xml";
  const isOwn = error instanceof Open311Error;
  const problem = isOwn ? null : toProblem(error, request);
  const status = isOwn ? error.status : (problem?.status ?? 500);
  if (status >= 500) request.log.error({ err: error }, `${request.method} ${path} failed`);
  const description = problem?.message ?? error.message;
  const document = { root: "errors", item: "error", value: [{ code: status, description }] };
  return reply
    .code(status)
    .headers({
      ...problem?.headers,
      ...(status === 405 ? { allow: "GET, HEAD" } : {}),
      "cache-control": "no-store",
    })
    .type(MEDIA_TYPES[format])
    .send(renderDocument(document, format));
}
