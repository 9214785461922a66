import type { FastifyInstance } from "fastify";
import { cookieName, formatCookie, readCookie } from "./cookies.ts";
import { type DoorParts, WALL_COOKIE } from "./door-parts.ts";
import { requireSafeTransport } from "./safe-transport.ts";

/** A screen hangs for years: its cookie lasts as long as browsers keep one, its token decides whether it holds. */
const COOKIE_SECONDS = 400 * 86_400;

/**
 * Takes the token out of the address of a wall, `/wall?token=…`, and puts the screen's own secret into a cookie. The
 * screen always gets the wall's page, never a login: a token that opens nothing leaves it as it was, and the page
 * says whom to call.
 */
export function addWallEntrance(app: FastifyInstance, parts: DoorParts): void {
  app.addHook("onRequest", async (request, reply) => {
    if (request.routeOptions.url !== "/wall" || request.method !== "GET") return;
    const address = new URL(request.url, "http://host");
    const secret = address.searchParams.get("token");
    if (secret === null) return;
    requireSafeTransport(request, parts.file);
    address.searchParams.delete("token");
    const known = readCookie(request.headers.cookie, cookieName(request, WALL_COOKIE));
    const isIn = known !== undefined && parts.tokens.verifyScreen(known) !== null;
    const exchanged = isIn ? null : await parts.tokens.exchange(secret);
    if (!isIn) {
      await parts.audit({
        action: "token",
        outcome: exchanged === null ? "refused" : "done",
        role: "wall",
        who: exchanged?.token.name ?? "",
        address: request.ip,
        subject: "exchange",
      });
    }
    if (exchanged !== null) {
      reply.header(
        "set-cookie",
        formatCookie(request, WALL_COOKIE, exchanged.cookie, { maxAge: COOKIE_SECONDS }),
      );
    }
    reply.header("cache-control", "no-store");
    return reply.redirect(`/wall${address.search}`, 303);
  });
}
