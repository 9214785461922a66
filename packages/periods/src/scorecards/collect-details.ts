import type { AssignmentState, ReportState } from "@toancanh/contracts";
import {
  type CostedObligation,
  isMeasured,
  type NamedPeriod,
  nameUnit,
  type Outcome,
  obligationsOf,
  outcomeOf,
  reportKey,
  type ScopedObligation,
} from "@toancanh/domain";
import type { Moment } from "../measuring/moment.ts";
import { readStatesAt } from "../measuring/read-states.ts";
import { createScoping, type PeriodCity, type PeriodStore } from "../period-city.ts";

/** One obligation of a unit, with what a scorecard says of it. Times are epoch milliseconds. */
export interface DetailedObligation extends CostedObligation {
  received_at: number;
  service_code: string;
  lat: number | null;
  long: number | null;
  outcome: Outcome;
  /** Charged to the agency, 0..1; null for a report. */
  late_share: number | null;
  /** Given to the agency when the report was past its own due. */
  received_late: boolean;
  /** Id of the first stage that was late. */
  late_stage: string | null;
  /** Clock minutes that finished stages took. */
  stage_minutes: readonly { stage: string; minutes: number }[];
  /** How one that was in time at the cut-off ended since; null for all others, and until that is known. */
  later: "on_time" | "late" | "in_time" | null;
}

interface HandOffs {
  received_late: number;
  passed_on: number;
  returned: number;
}

/** What scorecards of a period need beside its figures, by unit. */
interface PeriodDetails {
  obligations: ReadonlyMap<string, readonly DetailedObligation[]>;
  handOffs: ReadonlyMap<string, HandOffs>;
}

/** Scopes that have scorecards and count reports. */
const REPORT_SCOPES = ["city", "ward", "district"] as const;

/**
 * Every obligation of a period in the units that have scorecards, as of a moment.
 * @param now epoch ms, up to when those in time at the moment are followed; null to leave them
 */
export async function collectDetails(
  city: PeriodCity,
  store: PeriodStore,
  period: NamedPeriod,
  moment: Moment,
  now: number | null,
): Promise<PeriodDetails> {
  const scoping = createScoping(city);
  const obligations = new Map<string, DetailedObligation[]>();
  const handOffs = new Map<string, HandOffs>();
  const inTime = new Map<string, { detail: DetailedObligation; agency: string; turn: number }[]>();
  const { asOf } = moment;
  const population = { from: period.from, to: period.to, asOf };

  const put = (unit: string, detail: DetailedObligation) => {
    const known = obligations.get(unit);
    if (known) known.push(detail);
    else obligations.set(unit, [detail]);
  };
  const countHandOffs = (unit: string, report: ReportState, wanted: (one: AssignmentState) => boolean) => {
    const known = handOffs.get(unit) ?? { received_late: 0, passed_on: 0, returned: 0 };
    for (const one of report.assignments) {
      if (!wanted(one)) continue;
      if (one.is_obligation && isReceivedLate(report, one)) known.received_late += 1;
      if (one.ending === "reassigned") known.passed_on += 1;
      if (one.ending === "returned") known.returned += 1;
    }
    handOffs.set(unit, known);
  };
  const follow = (report: ReportState, detail: DetailedObligation, agency: string, turn: number) => {
    if (detail.outcome !== "open_in_time") return;
    const key = keyOf(report);
    inTime.set(key, [...(inTime.get(key) ?? []), { detail, agency, turn }]);
  };

  for await (const reports of readStatesAt(city, store, period, moment)) {
    for (const report of reports) {
      if (!isMeasured(report, population)) continue;
      for (const obligation of obligationsOf(scoping, report, "city")) {
        const detail = detailOf(report, obligation, null, asOf);
        for (const scope of REPORT_SCOPES) {
          const unit = nameUnit(scope, reportKey(scoping, report, scope));
          put(unit, detail);
          countHandOffs(unit, report, () => true);
        }
        follow(report, detail, "", 0);
      }
      const held = report.assignments.filter(({ is_obligation }) => is_obligation);
      for (const [index, obligation] of obligationsOf(scoping, report, "agency").entries()) {
        const assignment = held[index] ?? null;
        const detail = detailOf(report, obligation, assignment, asOf);
        put(nameUnit("agency", obligation.key), detail);
        put(nameUnit("block", scoping.rulebook.blockOf(obligation.key)), detail);
        follow(report, detail, obligation.key, assignment?.turn ?? 0);
      }
      const agencies = new Set(report.assignments.map(({ agency }) => agency));
      const { blockOf } = scoping.rulebook;
      for (const agency of agencies) countHandOffs(agency, report, (one) => one.agency === agency);
      for (const block of new Set([...agencies].map((agency) => blockOf(agency))))
        countHandOffs(nameUnit("block", block), report, (one) => blockOf(one.agency) === block);
    }
  }

  if (now !== null && now > asOf && inTime.size > 0) {
    const since = { asOf: now, knownAt: Number.POSITIVE_INFINITY };
    for await (const reports of readStatesAt(city, store, period, since)) {
      for (const report of reports) {
        for (const { detail, agency, turn } of inTime.get(keyOf(report)) ?? [])
          detail.later = endingSince(report, agency, turn, now);
      }
    }
  }
  return { obligations, handOffs };
}

function keyOf({ received_at, service_request_id }: ReportState): string {
  return `${received_at} ${service_request_id}`;
}

function isReceivedLate(report: ReportState, { assigned_at }: AssignmentState): boolean {
  return report.due_at !== null && assigned_at > report.due_at;
}

function detailOf(
  report: ReportState,
  obligation: ScopedObligation,
  assignment: AssignmentState | null,
  asOf: number,
): DetailedObligation {
  const { service_request_id, received_at, service_code, lat, long } = report;
  const isLate = (outcome: Outcome) => outcome === "handled_late" || outcome === "open_overdue";
  const stages = report.stages.filter(
    ({ agency, turn }) => agency === (assignment?.agency ?? "") && turn === (assignment?.turn ?? 0),
  );
  return {
    service_request_id,
    obligation,
    asOf,
    received_at,
    service_code,
    lat,
    long,
    outcome: outcomeOf(obligation, asOf),
    late_share: assignment?.late_share ?? null,
    received_late: assignment !== null && isReceivedLate(report, assignment),
    late_stage: obligation.stages.find((stage) => isLate(outcomeOf(stage, asOf)))?.stage ?? null,
    stage_minutes: stages.flatMap(({ stage, start_at, done_at }) =>
      done_at === null || done_at > asOf
        ? []
        : [{ stage, minutes: Math.max(0, done_at - start_at) / 60_000 }],
    ),
    later: null,
  };
}

/** How an obligation stands now; one that was taken away since is no longer in time or late, and stays as it was. */
function endingSince(
  report: ReportState,
  agency: string,
  turn: number,
  now: number,
): DetailedObligation["later"] {
  const one =
    agency === "" ? report : report.assignments.find((held) => held.agency === agency && held.turn === turn);
  if (one === undefined) return "in_time";
  switch (outcomeOf(one, now)) {
    case "handled_on_time":
      return "on_time";
    case "handled_late":
    case "open_overdue":
      return "late";
    default:
      return "in_time";
  }
}
