import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { IncidentsSchema } from "@toancanh/contracts";
import Type from "typebox";
import type { ApiContext } from "../context.ts";
import { PROBLEM_RESPONSES } from "../problems/problem-responses.ts";

const DEFAULT_LIMIT = 100;

const IncidentsQuerySchema = Type.Object(
  {
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1000,
        description: `Most rows of each kind, default ${DEFAULT_LIMIT}`,
      }),
    ),
  },
  { additionalProperties: false },
);

/** GET /incidents: for now the open reports themselves. */
export function incidentsRoutes({ figures }: ApiContext): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      "/incidents",
      {
        schema: {
          tags: ["live"],
          summary: "Open reports: nearest due first, then the longest overdue, then those without a due",
          querystring: IncidentsQuerySchema,
          response: { 200: IncidentsSchema, ...PROBLEM_RESPONSES },
        },
      },
      async (request, reply) => {
        reply.header("cache-control", "no-store");
        return figures.incidents(request.query.limit ?? DEFAULT_LIMIT);
      },
    );
  };
}
