import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import {
  AgeBandsQuerySchema,
  AgeBandsSchema,
  AnalysisQuerySchema,
  CompareQuerySchema,
  ComparisonSchema,
  MatrixSchema,
  MoversQuerySchema,
  MoversSchema,
  TimeSeriesQuerySchema,
  TimeSeriesSchema,
  TrendQuerySchema,
  TrendSchema,
} from "@toancanh/contracts";
import type { ApiContext } from "../context.ts";
import { PROBLEM_RESPONSES } from "../problems/problem-responses.ts";

const tags = ["analyses"];

/** GET /matrix, /time-series, /age-bands, /movers, /compare, /trend: what the desk digs with. */
export function analysesRoutes({ analyses }: ApiContext): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.addHook("onRequest", async (_request, reply) => {
      reply.header("cache-control", "no-store");
    });
    app.get(
      "/matrix",
      {
        schema: {
          tags,
          summary: "Ward × category",
          description:
            "A pair without a report has no row; `received` of all rows sums to the period's figure, and `late` by " +
            "`due` of a ward's rows is its late share, also of one agency or block.",
          querystring: AnalysisQuerySchema,
          response: { 200: MatrixSchema, ...PROBLEM_RESPONSES },
        },
      },
      async (request) => analyses.matrix(request.query),
    );
    app.get(
      "/time-series",
      {
        schema: {
          tags,
          summary: "Received and handled by local hour, day or month",
          querystring: TimeSeriesQuerySchema,
          response: { 200: TimeSeriesSchema, ...PROBLEM_RESPONSES },
        },
      },
      async (request) => analyses.timeSeries(request.query),
    );
    app.get(
      "/age-bands",
      {
        schema: {
          tags,
          summary: "What is open now, by age",
          querystring: AgeBandsQuerySchema,
          response: { 200: AgeBandsSchema, ...PROBLEM_RESPONSES },
        },
      },
      async (request) => analyses.ageBands(request.query),
    );
    app.get(
      "/movers",
      {
        schema: {
          tags,
          summary: "Agencies whose late rate worsened most since the period before",
          querystring: MoversQuerySchema,
          response: { 200: MoversSchema, ...PROBLEM_RESPONSES },
        },
      },
      async (request) => analyses.movers(request.query),
    );
    app.get(
      "/compare",
      {
        schema: {
          tags,
          summary: "Two periods beside each other, both as things stand now",
          querystring: CompareQuerySchema,
          response: { 200: ComparisonSchema, ...PROBLEM_RESPONSES },
        },
      },
      async (request) => analyses.compare(request.query),
    );
    app.get(
      "/trend",
      {
        schema: {
          tags,
          summary: "Units over several periods, also across a reform of boundaries",
          description:
            "`like_for_like` counts within the boundaries of today, `as_then` in the units of each period; both sum to `totals`.",
          querystring: TrendQuerySchema,
          response: { 200: TrendSchema, ...PROBLEM_RESPONSES },
        },
      },
      async (request) => analyses.trend(request.query),
    );
  };
}
