import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { ApiProblem } from "../problems/api-problem.ts";
import { grantRoom } from "./access/guard.ts";

/** Pages of the single-page application; everything else unknown is a 404. */
const PAGES = [
  "/wall",
  "/desk",
  "/desk/open",
  "/desk/ranking",
  "/desk/scorecard",
  "/desk/periods",
  "/desk/objections",
  "/desk/reports/:id",
  "/desk/explore",
  "/desk/data-quality",
  "/desk/audit",
  "/desk/walls",
  "/desk/system",
  "/preview",
  "/public",
  "/sign-in",
] as const;

/** A page is the program alone: what it shows it asks for, as its caller may. */
const PAGE = { config: { open: true }, schema: { hide: true } } as const;

/**
 * The built dashboard: `index.html` for each page, its hashed files under /assets for ever.
 *
 * @param dashboardDir directory with `index.html` and `assets/`; undefined serves an explanation
 */
export function addScreens(app: FastifyInstance, dashboardDir: string | undefined): void {
  app.get("/", PAGE, async (_request, reply) => reply.redirect("/wall"));

  if (dashboardDir === undefined || !existsSync(join(dashboardDir, "index.html"))) {
    for (const page of PAGES) {
      app.get(page, PAGE, async () => {
        throw new ApiProblem({
          status: 404,
          code: "dashboard-not-built",
          title: "Dashboard not built",
          detail: "This server has the API only: build packages/dashboard and start again.",
        });
      });
    }
    return;
  }

  app.register(async (room) => {
    grantRoom(room, { open: true });
    room.register(fastifyStatic, {
      root: dashboardDir,
      // Routes are made from the files that are there, so nothing else can be asked for.
      wildcard: false,
      index: false,
      cacheControl: false,
      // Files are small and asked for whole: a range is an offer that a server may leave aside.
      acceptRanges: false,
      setHeaders(reply, path) {
        const hashed = path.includes("/assets/");
        reply.header("cache-control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
    for (const page of PAGES) {
      room.get(page, PAGE, async (_request, reply) => reply.sendFile("index.html"));
    }
  });
}
