import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { FigureQuerySchema, WardsSchema } from "@toancanh/contracts";
import type { ApiContext } from "../context.ts";
import { PROBLEM_RESPONSES } from "../problems/problem-responses.ts";

/** GET /wards. */
export function wardsRoutes({ figures }: ApiContext): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      "/wards",
      {
        schema: {
          tags: ["figures"],
          summary: "Outcomes by ward, beside what is usual there",
          description:
            "Counts reports by the ward that contained the point when it was received; ward_code is empty for those without a place.",
          querystring: FigureQuerySchema,
          response: { 200: WardsSchema, ...PROBLEM_RESPONSES },
        },
      },
      async (request, reply) => {
        reply.header("cache-control", "no-store");
        return figures.wards(request.query);
      },
    );
  };
}
