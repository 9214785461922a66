import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import {
  ExplainQuerySchema,
  ReportDetailSchema,
  ReportExplanationSchema,
  ReportParamsSchema,
} from "@toancanh/contracts";
import { explainReport } from "@toancanh/domain";
import { renderExplanation } from "@toancanh/words";
import type { ApiContext } from "../context.ts";
import { toInstant } from "../figures/figure-source.ts";
import { toReportDetail } from "../figures/report-detail.ts";
import { ApiProblem } from "../problems/api-problem.ts";
import { PROBLEM_RESPONSES } from "../problems/problem-responses.ts";

/** GET /reports/:id and its explanation. */
export function reportsRoutes({ store, profile, rulebook, clock }: ApiContext): FastifyPluginAsyncTypebox {
  /** The state of a report; should two share an id, the one received last. */
  async function findReport(id: string) {
    const state = (await store.query("report_by_id", { service_request_id: id })).at(-1);
    if (state !== undefined) return state;
    throw new ApiProblem({
      status: 404,
      code: "report-not-found",
      title: "Report not found",
      detail: `There is no report "${id}". Ids are case-sensitive and may need percent-encoding.`,
    });
  }

  return async (app) => {
    app.get(
      "/reports/:id",
      {
        schema: {
          tags: ["reports"],
          summary: "One report: state, stages, assignments and timeline",
          params: ReportParamsSchema,
          response: { 200: ReportDetailSchema, ...PROBLEM_RESPONSES },
        },
      },
      async (request, reply) => {
        const state = await findReport(request.params.id);
        const events = await store.readEvents([state]);
        reply.header("cache-control", "no-store");
        return toReportDetail(state, events, profile, clock.now());
      },
    );

    app.get(
      "/reports/:id/explain",
      {
        schema: {
          tags: ["reports"],
          summary: "Why it is due when it is due, step by step",
          params: ReportParamsSchema,
          querystring: ExplainQuerySchema,
          response: { 200: ReportExplanationSchema, ...PROBLEM_RESPONSES },
        },
      },
      async (request, reply) => {
        const { lang = "vi" } = request.query;
        const state = await findReport(request.params.id);
        const events = await store.readEvents([state]);
        // An event of a source whose clock runs ahead is part of the report all the same.
        const asOf = Math.max(clock.now(), state.last_event_at);
        const explanation = explainReport(rulebook, events, asOf);
        reply.header("cache-control", "no-store");
        return {
          service_request_id: state.service_request_id,
          as_of: toInstant(asOf),
          lang,
          lines: explanation === null ? [] : renderExplanation(explanation, lang),
        };
      },
    );
  };
}
