import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { FigureQuerySchema, HeatMapQuerySchema, HotSpotsSchema } from "@toancanh/contracts";
import Type from "typebox";
import type { ApiContext } from "../context.ts";
import { PROBLEM_RESPONSES } from "../problems/problem-responses.ts";

const { field_group, service_code, agency_responsible, block } = HeatMapQuerySchema.properties;

const HotSpotsQuerySchema = Type.Object(
  {
    ...FigureQuerySchema.properties,
    field_group,
    service_code,
    agency_responsible,
    block,
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, description: "Default 5" })),
  },
  { additionalProperties: false },
);

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
