import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { HEAT_MAP_COLUMNS, HeatMapQuerySchema } from "@toancanh/contracts";
import Type from "typebox";
import type { ApiContext } from "../context.ts";
import { toInstant } from "../figures/figure-source.ts";
import { PROBLEM_RESPONSES } from "../problems/problem-responses.ts";

const ARROW_TYPE = "application/vnd.apache.arrow.stream";

/** GET /heat-map: bytes of the database as they are; no row of it ever becomes JSON or an object. */
export function heatMapRoutes({ figures }: ApiContext): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      "/heat-map",
      {
        schema: {
          tags: ["figures"],
          summary: "H3 cells as an Arrow stream",
          description:
            `Columns ${HEAT_MAP_COLUMNS.join(", ")}; one row a cell. Headers: x-as-of (cut-off), x-unlocated (reports without a cell), ` +
            "x-total (sum over cells + unlocated). Default resolution 9, status received.",
          querystring: HeatMapQuerySchema,
          response: {
            200: {
              description: "Apache Arrow IPC stream, uncompressed",
              headers: {
                "x-as-of": { type: "string", format: "date-time" },
                "x-unlocated": { type: "integer" },
                "x-total": { type: "integer" },
              },
              content: {
                [ARROW_TYPE]: { schema: Type.Unsafe<Buffer>({ type: "string", format: "binary" }) },
              },
            },
            ...PROBLEM_RESPONSES,
          },
        },
      },
      async (request, reply) => {
        const { asOf, arrow, total, unlocated } = await figures.heatMap(request.query);
        return reply
          .headers({
            "cache-control": "no-store",
            "x-as-of": toInstant(asOf),
            "x-unlocated": String(unlocated),
            "x-total": String(total),
          })
          .type(ARROW_TYPE)
          .send(arrow);
      },
    );
  };
}
