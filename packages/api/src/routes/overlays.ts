import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { OverlayParamsSchema, OverlaysSchema } from "@toancanh/contracts";
import Type from "typebox";
import type { ApiContext } from "../context.ts";
import { ApiProblem } from "../problems/api-problem.ts";
import { PROBLEM_RESPONSES } from "../problems/problem-responses.ts";

/** GET /overlays: layers that a city lays over its map; GET /overlays/:id: one of them as GeoJSON. */
export function overlaysRoutes({ overlays }: ApiContext): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      "/overlays",
      {
        schema: {
          tags: ["city"],
          summary: "Layers for the map: cameras, masts, cables or whatever the city's profile names",
          response: { 200: OverlaysSchema, ...PROBLEM_RESPONSES },
        },
      },
      async (_request, reply) => {
        reply.header("cache-control", "no-cache");
        return { overlays: [...overlays.list] };
      },
    );
    app.get(
      "/overlays/:id",
      {
        schema: {
          tags: ["city"],
          summary: "One layer as GeoJSON, as its file stands now",
          params: OverlayParamsSchema,
          response: {
            200: {
              description: "GeoJSON FeatureCollection, WGS84",
              content: { "application/geo+json": { schema: Type.Unsafe<string>({ type: "object" }) } },
            },
            ...PROBLEM_RESPONSES,
          },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        if (!overlays.list.some((overlay) => overlay.id === id)) {
          const known = overlays.list.map((overlay) => overlay.id).join(", ");
          throw new ApiProblem({
            status: 404,
            code: "unknown-overlay",
            title: "Unknown overlay",
            detail: `There is no overlay "${id}"; there ${known === "" ? "is none" : `are: ${known}`}.`,
          });
        }
        const geojson = await overlays.read(id);
        return reply.header("cache-control", "no-cache").type("application/geo+json").send(geojson);
      },
    );
  };
}
