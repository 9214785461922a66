import type { IncomingMessage } from "node:http";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { ApiProblem } from "../problems/api-problem.ts";

/** Names and addresses of this machine alone. A name that an attacker owns can point there too, but is none of them. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** host[:port] of RFC 3986 without anything before or behind it: a name, an IPv4 or a bracketed IPv6 address. */
const AUTHORITY = /^([a-z0-9]([a-z0-9._-]{0,252})|[a-z0-9]|\[[0-9a-f:.]{2,45}\])(?::(\d{0,5}))?$/;

/** A name as `--allow-host` takes it: no scheme, no port, no pattern. */
const HOST_NAME = /^(?:[a-z0-9](?:[a-z0-9._-]{0,252})|[a-z0-9]|\[[0-9a-f:.]{2,45}\])$/;

const ABSOLUTE = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i;

const DEFAULT_PORTS: Record<string, string> = { "http:": "80", "https:": "443" };

interface Authority {
  name: string;
  /** "" for the scheme's own. */
  port: string;
}

/** Null for what is no host[:port]. Upper case and the dot of a rooted name are nothing of their own. */
function parseAuthority(text: string | undefined): Authority | null {
  const found = AUTHORITY.exec((text ?? "").toLowerCase());
  if (found === null) return null;
  const [, name = "", , port = ""] = found;
  return { name: name.replace(/(?<=[^.])\.$/, ""), port };
}

/** True for a name that can be allowed: `wall.city.example`, without scheme and port. */
export function isHostName(text: string): boolean {
  return HOST_NAME.test(text.toLowerCase());
}

/** Tells the hosts under which this server may be asked: this machine's own names and `allowed` ones, on any port. */
export function createHostCheck(allowed: readonly string[]): (host: string | undefined) => boolean {
  const names = new Set(allowed.map((name) => name.toLowerCase()));
  return (host) => {
    const authority = parseAuthority(host);
    return authority !== null && (LOOPBACK.test(authority.name) || names.has(authority.name));
  };
}

/**
 * Refuses requests that a page of another site makes a browser send: those for a host name that is not ours (a name
 * rebound to this address) and those from another origin (docs/reliability.md, "Security"). What is no browser sends no
 * Origin and no Sec-Fetch-Site, and is asked for its host only.
 */
export function guardHosts(app: FastifyInstance, allowed: readonly string[]): void {
  const isOurs = createHostCheck(allowed);
  app.addHook("onRequest", async (request) => {
    const refusal = refuseHost(request, isOurs) ?? refuseOrigin(request.raw);
    if (refusal !== null) throw refusal;
  });
}

function refuseHost(
  { raw, originalUrl }: FastifyRequest,
  isOurs: (host: string | undefined) => boolean,
): ApiProblem | null {
  const { rawHeaders } = raw;
  // Names and values in turn; of two headers Host the parsed ones show only the first.
  const hosts = rawHeaders.filter(
    (_value, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === "host",
  );
  const authorities = [...hosts, ...absoluteTarget(originalUrl)];
  if (hosts.length === 1 && authorities.every(isOurs)) return null;
  if (hosts.length !== 1) {
    return new ApiProblem({
      status: 400,
      code: "host-missing",
      title: "No host",
      detail: "The request names no host, or more than one. Send one header Host.",
    });
  }
  return new ApiProblem({
    status: 421,
    code: "host-not-allowed",
    title: "Host not allowed",
    detail:
      "This server does not answer under the host name of the request. Use http://127.0.0.1, or start it with " +
      "--allow-host and that name.",
  });
}

/** The host in a target like `GET http://host/path`, which counts before the header's (RFC 9112, 3.2.2). */
function absoluteTarget(target: string): string[] {
  const found = ABSOLUTE.exec(target);
  return found === null ? [] : [found[1] ?? ""];
}

/** The path and query of a target, also of one that names the host: what routes are found by. */
export function pathOfTarget(target: string): string {
  const path = target.replace(ABSOLUTE, "");
  return path.startsWith("/") ? path : `/${path}`;
}

function refuseOrigin({ method, headers }: IncomingMessage): ApiProblem | null {
  const { origin, host } = headers;
  const site = headers["sec-fetch-site"];
  const isOwnOrigin = origin === undefined || isSameOrigin(origin, host);
  const isOwnSite = site === undefined || site === "same-origin" || site === "none";
  if (isOwnOrigin && (isOwnSite || isLinkFollowed(method, headers))) return null;
  return new ApiProblem({
    status: 403,
    code: "cross-origin",
    title: "Cross-origin request",
    detail:
      "A page of another origin made the browser send this request. Only pages of this server may ask it.",
  });
}

/** A person follows a link from another site: the page shows itself, and the site it came from reads nothing of it. */
function isLinkFollowed(method: string | undefined, headers: IncomingMessage["headers"]): boolean {
  return (
    (method === "GET" || method === "HEAD") &&
    headers.origin === undefined &&
    headers["sec-fetch-mode"] === "navigate" &&
    headers["sec-fetch-dest"] === "document"
  );
}

/** True when the origin is the host that was asked, port included. A proxy that ends TLS changes only the scheme. */
function isSameOrigin(origin: string, host: string | undefined): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, host: own, username, password } = new URL(origin);
  const [theirs, asked] = [parseAuthority(own), parseAuthority(host)];
  const defaultPort = DEFAULT_PORTS[protocol];
  if (theirs === null || asked === null || defaultPort === undefined || username + password !== "")
    return false;
  return theirs.name === asked.name && (theirs.port || defaultPort) === (asked.port || defaultPort);
}
