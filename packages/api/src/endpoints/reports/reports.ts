import { explainReport } from "@toancanh/domain";
import { renderExplanation } from "@toancanh/words";
import type { HandlerContext } from "../../context.ts";
import { toInstant } from "../../figures/figure-source.ts";
import type { Handlers } from "../../handler.ts";
import { ApiProblem } from "../../problems/api-problem.ts";
import type { AnswerStore } from "../../server/access/scope-store.ts";
import { toExplanation } from "./explanation.ts";
import { toReportDetail } from "./report-detail.ts";

/** One report with its steps, and the explanation of its deadline. */
export function reportHandlers({
  profile,
  rulebook,
  clock,
}: HandlerContext): Pick<Handlers, "report" | "report_explanation"> {
  /** The state of a report; should two share an id, the one received last. */
  async function findReport(store: AnswerStore, id: string) {
    const state = (await store.query("report_by_id", { service_request_id: id })).at(-1);
    if (state !== undefined) return state;
    throw new ApiProblem({
      status: 404,
      code: "report-not-found",
      title: "Report not found",
      detail: `There is no report "${id}". Ids are case-sensitive and may need percent-encoding.`,
    });
  }

  return {
    async report({ store, params }) {
      const state = await findReport(store, params.id);
      const events = await store.readEvents([state]);
      return toReportDetail(state, events, profile, clock.now());
    },
    async report_explanation({ store, params, query: { lang = "vi" } }) {
      const state = await findReport(store, params.id);
      const events = await store.readEvents([state]);
      // An event of a source whose clock runs ahead is part of the report all the same.
      const asOf = Math.max(clock.now(), state.last_event_at);
      const explanation = explainReport(rulebook, events, asOf);
      return {
        service_request_id: state.service_request_id,
        as_of: toInstant(asOf),
        lang,
        lines: explanation === null ? [] : renderExplanation(explanation, lang),
        ...toExplanation(explanation),
      };
    },
  };
}
