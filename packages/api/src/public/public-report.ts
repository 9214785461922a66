import type { PublicReport } from "@toancanh/contracts";
import { outcomeOf, policyAt } from "@toancanh/domain";
import type { HandlerContext } from "../context.ts";
import { toInstant, toInstantOrNull } from "../figures/figure-source.ts";
import { ApiProblem } from "../problems/api-problem.ts";
import type { AnswerStore } from "../server/access/scope-store.ts";

/**
 * One report as anybody may see it who knows its number: what happened by the moment until which things are told, and
 * nothing of place, text or person.
 * @throws ApiProblem 404, the same for a number that is none and for a report that is not public
 */
export async function readPublicReport(
  { profile, rulebook, clock, publicDelayMs }: HandlerContext,
  store: AnswerStore,
  id: string,
): Promise<PublicReport> {
  const asOf = clock.now() - publicDelayMs;
  const services = profile.categories.filter((one) => !one.sensitive).map((one) => one.service_code);
  const asked = { as_of: asOf, ids: [id], services, limit: 1, offset: 0 };
  const row = services.length === 0 ? undefined : (await store.query("service_requests", asked))[0];
  const state = (await store.query("report_by_id", { service_request_id: id })).at(-1);
  if (row === undefined || state === undefined) throw notFound(id);
  const rules = policyAt(rulebook, row.received_at)?.rules ?? [];
  const stageNames = new Map(rules.flatMap((rule) => rule.stages).map((stage) => [stage.stage, stage.name]));
  const agencies = new Map(profile.agencies.map((one) => [one.id, one.name]));
  const field = profile.categories.find((one) => one.service_code === row.service_code);
  return {
    service_request_id: row.service_request_id,
    as_of: toInstant(asOf),
    simulated: row.simulated,
    field: field?.name ?? { vi: row.service_code, en: row.service_code },
    received: toInstant(row.received_at),
    due: toInstantOrNull(row.due_at),
    finished: toInstantOrNull(row.finished_at),
    outcome: outcomeOf({ due_at: row.due_at, finished_at: row.finished_at }, asOf),
    agencies: row.agencies.map((one) => agencies.get(one) ?? one),
    steps: state.stages
      .filter(({ agency, start_at }) => agency === "" && start_at <= asOf)
      .map(({ stage, due_at, done_at }) => ({
        name: stageNames.get(stage) ?? { vi: stage, en: stage },
        due: toInstantOrNull(due_at),
        done: toInstantOrNull(done_at !== null && done_at <= asOf ? done_at : null),
      })),
  };
}

function notFound(id: string): ApiProblem {
  return new ApiProblem({
    status: 404,
    code: "report-not-found",
    title: "Report not found",
    detail: `There is no public report "${id}". Reports are told an hour after they came, and some fields never.`,
  });
}
