import type { LateCase, LocalizedText, Scorecard, Scoring } from "@toancanh/contracts";
import { explainCosts, type ReportCost } from "@toancanh/domain";
import { tellReason, tellStanding } from "@toancanh/words";
import type { RankedPeriod } from "../ranking/rank-period.ts";
import type { DetailedObligation } from "./collect-details.ts";
import type { ScorecardUnit } from "./find-unit.ts";

const MINUTE_MS = 60_000;

export function standingOf(
  ranking: RankedPeriod | null,
  unit: ScorecardUnit,
  language: Scorecard["lang"],
): Scorecard["standing"] {
  const row = ranking?.answer.rows.find((one) => one.unit === unit.id);
  if (ranking === null || row === undefined) return null;
  const { rows, group, scoring } = ranking.answer;
  const standing = {
    group,
    scoring,
    rank: row.rank,
    ranked: rows.filter(({ rank }) => rank !== null).length,
    points: row.points,
    band: row.fair?.band ?? null,
    bands: Math.max(0, ...rows.map(({ fair }) => fair?.band ?? 0)),
    rank_interval: row.fair?.rank_interval ?? null,
    late_rate: row.fair?.late_rate ?? null,
    interval: row.fair?.interval ?? null,
  };
  return { ...standing, text: tellStanding(standing, ranking.answer.scoring_file.minimum_volume, language) };
}

/** What each report of a unit cost it; null for a unit without points. */
export function costsOf(
  scoring: Scoring,
  ranking: RankedPeriod | null,
  unit: string,
  obligations: readonly DetailedObligation[],
): ReportCost[] | null {
  const score = ranking?.placed.find((one) => one.unit === unit)?.score ?? null;
  return score === null ? null : explainCosts(scoring, score, obligations);
}

/** What was late, the longest first, each with its reason and the points that its report cost. */
export function lateCases(
  obligations: readonly DetailedObligation[],
  costs: readonly ReportCost[] | null,
  language: Scorecard["lang"],
  fieldName: (code: string) => string,
  stageName: (stage: string) => string,
): LateCase[] {
  const points = new Map(costs?.map((one) => [one.service_request_id, one.points] as const));
  const cases = obligations.flatMap((one): LateCase[] => {
    const { outcome, obligation, asOf } = one;
    const due = obligation.due_at;
    if (due === null || (outcome !== "handled_late" && outcome !== "open_overdue")) return [];
    const end = outcome === "handled_late" ? (obligation.finished_at ?? asOf) : asOf;
    const reason = {
      stage: one.late_stage === null ? null : stageName(one.late_stage),
      receivedLate: one.received_late,
      share: one.late_share,
      outcome,
    };
    return [
      {
        service_request_id: one.service_request_id,
        field: fieldName(one.service_code),
        outcome,
        due: new Date(due).toISOString(),
        finished: outcome === "handled_late" ? new Date(end).toISOString() : null,
        minutes_late: Math.ceil((end - due) / MINUTE_MS),
        late_share: one.late_share,
        points: null,
        reason: tellReason(reason, language),
      },
    ];
  });
  const sorted = cases.sort(
    (a, b) => b.minutes_late - a.minutes_late || (a.service_request_id < b.service_request_id ? -1 : 1),
  );
  if (costs === null) return sorted;
  // A report that was late twice cost what it cost once.
  return sorted.map((one) => {
    const cost = points.get(one.service_request_id) ?? 0;
    points.delete(one.service_request_id);
    return { ...one, points: cost };
  });
}

/** What is counted as on time because an objection to its being late was upheld, each with its decision. */
export function excusedCases(
  obligations: readonly DetailedObligation[],
  reasons: readonly { id: string; name: LocalizedText }[],
  language: Scorecard["lang"],
): NonNullable<Scorecard["excused"]> {
  return obligations.flatMap(({ service_request_id, obligation: { excuse } }) => {
    if (excuse === undefined) return [];
    const reason = reasons.find(({ id }) => id === excuse.reason)?.name[language] ?? excuse.reason;
    return [{ service_request_id, objection: excuse.id, reason, ground: excuse.ground }];
  });
}

/** What all reports cost: the late ones, and those that cost points without being late. */
export function lostOf(
  costs: readonly ReportCost[] | null,
  obligations: readonly DetailedObligation[],
): Scorecard["lost"] {
  if (costs === null) return null;
  const late = new Set(
    obligations
      .filter(({ outcome }) => outcome === "handled_late" || outcome === "open_overdue")
      .map(({ service_request_id }) => service_request_id),
  );
  const sum = (wanted: (id: string) => boolean) =>
    costs.reduce(
      (total, one) => total + (wanted(one.service_request_id) ? Math.round(one.points * 1000) : 0),
      0,
    ) / 1000;
  return { late: sum((id) => late.has(id)), other: sum((id) => !late.has(id)), all: sum(() => true) };
}
