import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { HotSpotsQuerySchema, HotSpotsSchema } from "@toancanh/contracts";
import type { ApiContext } from "../context.ts";
import { PROBLEM_RESPONSES } from "../problems/problem-responses.ts";

/** GET /hot-spots. */
export function hotSpotsRoutes({ figures }: ApiContext): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      "/hot-spots",
      {
        schema: {
          tags: ["figures"],
          summary: "Wards with more reports than usual, the most unusual first",
          description: "Usual: the same weekdays and hours over the 8 weeks before the period.",
          querystring: HotSpotsQuerySchema,
          response: { 200: HotSpotsSchema, ...PROBLEM_RESPONSES },
        },
      },
      async (request, reply) => {
        reply.header("cache-control", "no-store");
        return figures.hotSpots(request.query);
      },
    );
  };
}
