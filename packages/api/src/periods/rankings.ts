import type { RankingExplanationSchema } from "@toancanh/contracts";
import {
  chooseScoring,
  explainRank,
  findPeerGroup,
  judgedAt,
  type KnownPeriod,
  listPeerGroups,
  PeriodError,
  type RankingAsked,
  rankPeriod,
} from "@toancanh/periods";
import type { OwnUnits } from "@toancanh/store";
import type { Static } from "typebox";
import type { HandlerContext } from "../context.ts";
import { toInstant, toInstantOrNull } from "../figures/figure-source.ts";
import type { Handlers } from "../handler.ts";
import { ApiProblem } from "../problems/api-problem.ts";
import { isOwn } from "../server/access/own-units.ts";
import { asProblem, type PeriodDesk } from "./period-desk.ts";
import { createUnitNames } from "./unit-names.ts";

type RankingHandlers = Pick<Handlers, "rankings" | "ranking_explanation" | "ranking_what_if" | "peer_groups">;

/** So many periods can be ranked together. */
const RANKED_TOGETHER: readonly number[] = [1, 3, 12];

interface RankingQuery {
  group: string;
  scoring?: string;
  over?: number;
  revision?: number;
}

/** Units ranked among their peers, and why they have their points. */
export function rankingHandlers({ desk }: Pick<HandlerContext, "desk">): RankingHandlers {
  const names = createUnitNames(desk.city);

  return {
    async rankings({ query, caller, address }) {
      const { known, figures } = await desk.open(query, { caller, address }, query.over);
      const ground = { city: desk.city, store: desk.store, figures };
      return asProblem(async () => {
        const asked = askedOf(desk, known, query, null);
        const { answer } = await rankPeriod(ground, asked);
        return {
          ...answer,
          state: desk.stateOf(known),
          revision: known.latest?.revision ?? 0,
          simulated: desk.simulated,
          scope: asked.group.scope,
          units: answer.rows.map(({ unit }) => names.of(unit)),
        };
      });
    },
    async ranking_explanation({ query, caller, address, own }) {
      requireOwn(query.unit, own);
      const { known, figures } = await desk.open(query, { caller, address }, query.over);
      const ground = { city: desk.city, store: desk.store, figures };
      return asProblem(async () => {
        const asked = askedOf(desk, known, query, null);
        requireMember(asked, query.unit);
        const { placed, closing } = await rankPeriod(ground, asked);
        const explained = await explainRank(ground, asked, query.unit, placed, closing);
        return { period: known.period.period, ...explained, reports: explained.reports.map(describeCost) };
      });
    },
    async ranking_what_if({ query, caller, address, own }) {
      requireOwn(query.unit, own);
      const { known, figures } = await desk.open(query, { caller, address }, query.over);
      const ground = { city: desk.city, store: desk.store, figures };
      return asProblem(async () => {
        const ids = query.close.split(",").map((id) => id.trim());
        const asked = askedOf(desk, known, query, {
          unit: query.unit,
          ids: ids.filter((id) => id !== ""),
        });
        requireMember(asked, query.unit);
        if (own !== null) await requireOwnReports(desk, ids, own);
        const { answer, whatIf } = await rankPeriod(ground, asked);
        if (whatIf === null) throw new TypeError("a what-if is answered with one");
        return { ...whatIf, ranking: { ...answer, state: desk.stateOf(known) } };
      });
    },
    async peer_groups() {
      const { city, scoping } = desk;
      return {
        groups: listPeerGroups(city, scoping).map(({ units, ...group }) => ({
          ...group,
          units: units.map((unit) => names.of(unit)),
        })),
        scorings: city.profile.scorings,
      };
    },
  };
}

function askedOf(
  desk: PeriodDesk,
  known: KnownPeriod,
  { group, scoring, over = 1 }: RankingQuery,
  whatIf: RankingAsked["whatIf"],
): RankingAsked {
  const { city, scoping } = desk;
  if (!RANKED_TOGETHER.includes(over)) {
    throw new PeriodError("usage", `so many periods can be ranked together: 1, 3 or 12, not ${over}`);
  }
  return {
    known,
    moment: judgedAt(known, { asOf: null, knownAt: null }, desk.now()),
    revision: known.latest?.revision ?? null,
    group: findPeerGroup(city, scoping, group),
    scoring: chooseScoring(city, known.period, scoring),
    over,
    whatIf,
  };
}

function requireMember({ group }: RankingAsked, unit: string): void {
  if (!group.units.includes(unit)) throw unknownUnit(unit);
}

/** A unit that is not the caller's is told apart from none in nothing. */
function requireOwn(unit: string, own: OwnUnits | null): void {
  if (own !== null && !isOwnUnit(unit, own)) throw unknownUnit(unit);
}

export function isOwnUnit(unit: string, { agencies, wards }: OwnUnits): boolean {
  const ward = unit.startsWith("ward:") ? unit.slice("ward:".length) : null;
  return ward === null ? agencies.includes(unit) : wards.includes(ward);
}

function unknownUnit(unit: string): ApiProblem {
  return new ApiProblem({
    status: 404,
    code: "unit-not-found",
    title: "Unit not found",
    detail: `There is no unit "${unit}" here. /api/v1/peer-groups lists the units of every group.`,
  });
}

/** A report that is not the caller's is told apart from none in nothing, here as well. */
async function requireOwnReports(
  { store }: PeriodDesk,
  ids: readonly string[],
  own: OwnUnits,
): Promise<void> {
  for (const id of ids) {
    const found = await store.query("report_by_id", { service_request_id: id });
    if (!found.some((state) => isOwn(state, own))) {
      throw new ApiProblem({
        status: 404,
        code: "not-found",
        title: "Not found",
        detail: `No report ${id}: check the ids to close.`,
      });
    }
  }
}

type ExplainedCost = Awaited<ReturnType<typeof explainRank>>["reports"][number];

function describeCost({
  obligations,
  ...cost
}: ExplainedCost): Static<typeof RankingExplanationSchema>["reports"][number] {
  return {
    ...cost,
    obligations: obligations.map(({ agency, turn, start_at, due_at, finished_at, result, minutes_late }) => ({
      agency,
      turn,
      start: toInstant(start_at),
      due: toInstantOrNull(due_at),
      finished: toInstantOrNull(finished_at),
      result,
      minutes_late,
    })),
  };
}
