import type { Scoring, StoredEvent } from "@toancanh/contracts";
import {
  type ComponentLists,
  type CostedObligation,
  type ExplainedObligation,
  explainCosts,
  explainReport,
  groupBy,
  isMeasured,
  listComponents,
  type NamedPeriod,
  nameUnit,
  obligationsOf,
  type Placed,
  type ReportCost,
} from "@toancanh/domain";
import type { ReportKey } from "@toancanh/store";
import type { Moment } from "../measuring/moment.ts";
import { readStatesAt } from "../measuring/read-states.ts";
import { createScoping, type PeriodCity, type PeriodStore } from "../period-city.ts";

/** A report that cost points, and the deadlines it was judged by: rule, clock start, pauses, due, finish, minutes. */
interface ExplainedCost extends ReportCost {
  received_at: string;
  decision: string | null;
  obligations: ExplainedObligation[];
}

/** Why a unit has its points: all costs add up to what the shown score has lost. */
export interface ExplainedUnit {
  unit: string;
  rank: number | null;
  points: number | null;
  /** Sum of the costs. */
  lost: number | null;
  components: ComponentLists[];
  reports: ExplainedCost[];
}

/** One period with the moment it is judged at. */
export interface JudgedPeriod {
  period: NamedPeriod;
  moment: Moment;
}

/** Explains the score of one unit from the events of its reports. */
export async function explainUnit(
  city: PeriodCity,
  store: PeriodStore,
  scoring: Scoring,
  placed: Placed,
  scope: "agency" | "ward",
  judged: readonly JudgedPeriod[],
  additional: ReadonlyMap<string, readonly StoredEvent[]>,
): Promise<ExplainedUnit> {
  const { unit, rank, score } = placed;
  const scoping = createScoping(city);
  const reports: ExplainedCost[] = [];
  const obligations: CostedObligation[] = [];
  const keys = new Map<string, ReportKey>();
  const momentOf = new Map<string, Moment>();
  for (const { period, moment } of judged) {
    for await (const states of readStatesAt(city, store, period, moment, additional)) {
      for (const state of states) {
        if (!isMeasured(state, { from: period.from, to: period.to, asOf: moment.asOf })) continue;
        for (const obligation of obligationsOf(scoping, state, scope)) {
          if (nameUnit(scope, obligation.key) !== unit) continue;
          const { service_request_id, received_at } = state;
          obligations.push({ service_request_id, obligation, asOf: moment.asOf });
          keys.set(service_request_id, { service_request_id, received_at });
          momentOf.set(service_request_id, moment);
        }
      }
    }
  }
  const costs = score === null ? [] : explainCosts(scoring, score, obligations);
  const wanted = costs.flatMap(({ service_request_id }) => keys.get(service_request_id) ?? []);
  const events = groupBy(await store.readEvents(wanted), (event) => event.service_request_id);
  for (const cost of costs) {
    const id = cost.service_request_id;
    const { asOf, knownAt } = momentOf.get(id) ?? { asOf: 0, knownAt: 0 };
    const known = (events.get(id) ?? []).filter((event) => event.recorded_at <= knownAt);
    const explained = explainReport(city.rulebook, [...known, ...(additional.get(id) ?? [])], asOf);
    const isOwn = ({ agency }: ExplainedObligation) => agency === (scope === "agency" ? unit : "");
    reports.push({
      ...cost,
      received_at: new Date(keys.get(id)?.received_at ?? 0).toISOString(),
      decision: explained?.policy?.number ?? null,
      obligations: (explained?.obligations ?? []).filter(isOwn),
    });
  }
  const lost = reports.reduce((sum, { points }) => sum + Math.round(points * 1000), 0) / 1000;
  return {
    unit,
    rank,
    points: score?.points ?? null,
    lost: score === null ? null : lost,
    components: listComponents(scoring, obligations),
    reports,
  };
}
