import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { OpenReportsQuerySchema, OpenReportsSchema } from "@toancanh/contracts";
import type { ApiContext } from "../context.ts";
import { PROBLEM_RESPONSES } from "../problems/problem-responses.ts";

const DEFAULT_LIMIT = 100;

/** GET /open-reports. */
export function openReportsRoutes({ figures }: ApiContext): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      "/open-reports",
      {
        schema: {
          tags: ["live"],
          summary: "Open reports: nearest due first, then the longest overdue, then those without a due",
          querystring: OpenReportsQuerySchema,
          response: { 200: OpenReportsSchema, ...PROBLEM_RESPONSES },
        },
      },
      async (request, reply) => {
        reply.header("cache-control", "no-store");
        return figures.openReports(request.query.limit ?? DEFAULT_LIMIT);
      },
    );
  };
}
