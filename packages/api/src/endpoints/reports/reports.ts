import type { ReportExplanation, ReportState } from "@toancanh/contracts";
import { explainReport, objectionsAt } from "@toancanh/domain";
import { type Language, renderExplanation, tellObjection } from "@toancanh/words";
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
  desk,
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

  /** Objections to late findings of a report as they stand. */
  async function objectionsTo(
    { service_request_id, received_at }: ReportState,
    lang: Language,
  ): Promise<ReportExplanation["objections"]> {
    const span = { from: received_at, to: received_at + 1 };
    const versions = await desk.store.query("objections", { ...span, service_request_id });
    return objectionsAt(versions, Number.POSITIVE_INFINITY).map(({ id, agency, turn, state, ...one }) => {
      const reason = profile.objections?.reasons.find((known) => known.id === one.reason)?.name[lang];
      const told = {
        id,
        state,
        agency: profile.agencies.find((known) => known.id === agency)?.name ?? agency,
        reason: reason ?? one.reason,
        ground: one.ground,
        recordedAt: one.recorded_at,
      };
      return { id, agency, turn, state, text: tellObjection(told, lang, profile.time_zone) };
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
      const objections = await objectionsTo(state, lang);
      const lines = explanation === null ? [] : renderExplanation(explanation, lang);
      return {
        service_request_id: state.service_request_id,
        as_of: toInstant(asOf),
        lang,
        lines: [...lines, ...objections.map(({ text }) => text)],
        objections,
        ...toExplanation(explanation),
      };
    },
  };
}
