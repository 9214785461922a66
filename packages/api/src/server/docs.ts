import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import { ENDPOINT_TAGS } from "@toancanh/contracts";
import type { FastifyInstance } from "fastify";
import { grantRoom } from "./access/guard.ts";
import { DOCS_CONTENT_SECURITY_POLICY } from "./security-headers.ts";
import { usePrefixItems } from "./use-prefix-items.ts";

const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" width="220" height="40"><text x="0" y="28" font-family="sans-serif" ' +
  'font-size="22" font-weight="600" fill="#ffffff">Toàn Cảnh 1022</text></svg>';

/**
 * OpenAPI of every route registered after this, at /api/openapi.json, and a page to read it at
 * /api/docs. Its assets come from the package, so it works in a closed network.
 */
export function addDocs(app: FastifyInstance, version: string): void {
  app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Toàn Cảnh 1022",
        version,
        description:
          "Figures, maps and live changes of a city's citizen-report line. Times are RFC 3339, rates are shares 0..1. " +
          "Every answer 4xx or 5xx is RFC 9457 problem details (application/problem+json).",
      },
      tags: Object.entries(ENDPOINT_TAGS).map(([name, description]) => ({ name, description })),
    },
  });
  app.register(async (room) => {
    grantRoom(room, { scope: "documentation" });
    room.register(swaggerUi, {
      routePrefix: "/api/docs",
      uiConfig: { docExpansion: "list", validatorUrl: null },
      staticCSP: DOCS_CONTENT_SECURITY_POLICY,
      theme: { title: "Toàn Cảnh 1022 – API" },
      logo: { type: "image/svg+xml", content: Buffer.from(LOGO), href: "/wall", target: "_self" },
    });
  });
  app.register(async (scope) => {
    scope.get(
      "/api/openapi.json",
      { config: { scope: "documentation" }, schema: { hide: true } },
      async (_request, reply) => {
        reply.header("cache-control", "no-cache");
        return usePrefixItems(scope.swagger());
      },
    );
  });
}
