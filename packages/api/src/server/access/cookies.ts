import type { FastifyRequest } from "fastify";

/**
 * The value of a cookie of a request; undefined when there is none. Of two with one name the first counts, as
 * browsers put the more specific one there.
 */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? "").split(";")) {
    const equals = pair.indexOf("=");
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return undefined;
}

/** How a cookie of ours is sent. No script can read it, and no page of another site makes a browser send it. */
interface CookieRules {
  /** Seconds; 0 takes the cookie away. */
  maxAge: number;
  /** `Lax` only for what has to survive the way back from an identity provider. */
  sameSite?: "Strict" | "Lax";
}

/** Under TLS a cookie carries the prefix that keeps other hosts of the domain from setting it. */
export function cookieName({ protocol }: FastifyRequest, name: string): string {
  return protocol === "https" ? `__Host-${name}` : name;
}

/** The value of `set-cookie`. */
export function formatCookie(
  request: FastifyRequest,
  name: string,
  value: string,
  { maxAge, sameSite = "Strict" }: CookieRules,
): string {
  const secure = request.protocol === "https" ? "; Secure" : "";
  return `${cookieName(request, name)}=${value}; Path=/; HttpOnly; SameSite=${sameSite}; Max-Age=${maxAge}${secure}`;
}
