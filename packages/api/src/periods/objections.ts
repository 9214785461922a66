import type { Objection, ObjectionFiling } from "@toancanh/contracts";
import {
  decideObjection,
  fileObjection,
  judgeReport,
  type KnownObjection,
  listObjections,
  objectionWindow,
} from "@toancanh/periods";
import type { OwnUnits } from "@toancanh/store";
import type { HandlerContext } from "../context.ts";
import { toInstant, toInstantOrNull } from "../figures/figure-source.ts";
import type { Handlers } from "../handler.ts";
import { ApiProblem } from "../problems/api-problem.ts";
import type { Caller } from "../server/access/caller.ts";
import { asProblem } from "./period-desk.ts";

type ObjectionHandlers = Pick<Handlers, "objections" | "file_objection" | "decide_objection">;

/** Objections to late findings: an office sees and files those of its own units, the department decides. */
export function objectionHandlers({ desk }: Pick<HandlerContext, "desk">): ObjectionHandlers {
  const { city, store } = desk;
  const reasons = city.profile.objections?.reasons ?? [];
  const isOwn = (agency: string, own: OwnUnits | null) => own === null || own.agencies.includes(agency);

  function describe({ newest, versions, countedIn }: KnownObjection): Objection {
    const { id, state, period, kind, service_request_id, agency, turn, reason, text, ground } = newest;
    const filed = versions[0] ?? newest;
    return {
      id,
      state,
      period,
      kind,
      service_request_id,
      agency,
      turn,
      reason: reasons.find((one) => one.id === reason)?.name ?? { vi: reason, en: reason },
      text,
      filed: toInstant(filed.recorded_at),
      ground,
      decided: state === "open" ? null : toInstant(newest.recorded_at),
      counted_in: countedIn,
      versions: versions.map((one) => ({
        version: one.version,
        state: one.state,
        recorded: toInstant(one.recorded_at),
        ground: one.ground,
      })),
    };
  }

  async function answer(id: string): Promise<Objection> {
    const found = (await listObjections(store)).find(({ newest }) => newest.id === id);
    if (found === undefined) throw new TypeError(`objection ${id} was written and is not there`);
    return describe(found);
  }

  async function filingOf(
    report: string,
    own: OwnUnits | null,
    listed: readonly KnownObjection[],
  ): Promise<ObjectionFiling> {
    const judged = await asProblem(() => judgeReport(city, store, report, desk.now()));
    const mayHold = judged?.assignments.some(({ agency }) => isOwn(agency, own)) ?? false;
    if (judged === null || (own !== null && !mayHold)) throw noReport(report);
    const { known, received_at, late } = judged;
    const { isOpen, until } = objectionWindow(city, known, desk.recordedNow());
    const hasObjection = (agency: string, turn: number) =>
      listed.some(
        ({ newest: one }) =>
          one.service_request_id === report &&
          one.received_at === received_at &&
          one.agency === agency &&
          one.turn === turn,
      );
    return {
      period: known.period.period,
      kind: known.period.kind,
      is_open: isOpen,
      until: toInstantOrNull(until),
      late: late
        .filter(({ agency, turn }) => isOwn(agency, own) && !hasObjection(agency, turn))
        .map(({ agency, turn, outcome, due_at, finished_at }) => ({
          agency,
          turn,
          outcome,
          due: toInstant(due_at),
          finished: outcome === "handled_late" ? toInstantOrNull(finished_at) : null,
        })),
    };
  }

  return {
    async objections({ query, own }) {
      const listed = (await listObjections(store)).filter(({ newest }) => isOwn(newest.agency, own));
      const { report } = query;
      const rows = listed.filter(
        ({ newest }) => report === undefined || newest.service_request_id === report,
      );
      return {
        reasons,
        rows: rows.map(describe),
        filing: report === undefined ? null : await filingOf(report, own, listed),
      };
    },
    async file_objection({ sent, own, caller, address }) {
      if (!isOwn(sent.agency, own)) throw noReport(sent.report);
      const row = await desk.act((closing) => fileObjection(closing, { ...sent, who: caller.name }));
      await note("objection", row.id, { report: sent.report, agency: sent.agency }, caller, address);
      return answer(row.id);
    },
    async decide_objection({ params: { id }, sent, caller, address }) {
      const row = await desk.act((closing) => decideObjection(closing, { id, ...sent, who: caller.name }));
      const { state: decision, ground } = row;
      await note("objection_decision", id, { decision, ground }, caller, address);
      return answer(id);
    },
  };

  function note(
    action: "objection" | "objection_decision",
    subject: string,
    details: Record<string, string>,
    caller: Caller,
    address: string,
  ): Promise<void> {
    return desk.audit({
      action,
      outcome: "done",
      role: caller.role,
      who: caller.name,
      address,
      subject,
      details,
    });
  }
}

/** A report that is not the caller's is told apart from none in nothing. */
function noReport(id: string): ApiProblem {
  return new ApiProblem({
    status: 404,
    code: "report-not-found",
    title: "Report not found",
    detail: `There is no report "${id}" here. Ids are case-sensitive.`,
  });
}
