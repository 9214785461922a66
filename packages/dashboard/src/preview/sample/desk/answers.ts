import {
  type City,
  type DataQuality,
  type ListedReport,
  type ReportDetail,
  type ReportExplanation,
  type ReportList,
  STATE_FLAGS,
} from "@toancanh/contracts";
import { outcomeOf } from "@toancanh/domain";
import type { Answer, JsonId } from "../../../client/client.ts";
import { sampleAgencies, sampleSummary } from "../figures.ts";
import { sampleOpenReports } from "../open-reports.ts";
import { sampleDeadLetters, sampleHealth } from "../operation.ts";
import { type Situation, stampOf } from "../situations.ts";
import { sampleAudit, sampleTokens } from "./access.ts";
import { sampleObjections } from "./objections.ts";
import { sampleClosings, samplePeerGroups, sampleRanking } from "./periods.ts";
import { sampleScorecard } from "./scorecard.ts";

/** What the desk's pages are answered in a situation; an endpoint without a sample is never answered. */
export type DeskAnswers = { [Id in JsonId]?: Answer<Id> };

const CADENCE_MS = 60_000;

export function sampleDeskAnswers(city: City, situation: Situation): DeskAnswers {
  return {
    health: sampleHealth(city, situation),
    summary: sampleSummary(situation),
    agencies: sampleAgencies(city, situation),
    dead_letters: sampleDeadLetters(situation),
    report_list: sampleReportList(city, situation),
    report: sampleReport(city, situation),
    report_explanation: sampleExplanation(city, situation),
    data_quality: sampleDataQuality(situation),
    event_sources: sampleSources(situation),
    audit: sampleAudit(situation),
    tokens: sampleTokens(situation),
    closings: sampleClosings(situation),
    objections: sampleObjections(city, situation),
    peer_groups: samplePeerGroups(city),
    rankings: sampleRanking(city, situation),
    scorecard: sampleScorecard(city, situation),
  };
}

function sampleReportList(city: City, situation: Situation): ReportList {
  const rows = sampleOpenReports(city, situation).rows.map(
    (row): ListedReport => ({
      service_request_id: row.service_request_id,
      requested_datetime: row.requested_datetime,
      service_code: row.service_code,
      field_group: row.field_group,
      channel: row.channel,
      ward_code: row.ward_code,
      agency_responsible: row.agency_responsible,
      due: row.due,
      finished: null,
      ending: row.ending,
      outcome: outcomeOf(
        { due_at: row.due === null ? null : Date.parse(row.due), finished_at: null },
        situation.now,
      ),
      reopened: false,
    }),
  );
  const page = rows.slice(0, 50);
  return {
    ...stampOf(situation, CADENCE_MS),
    counts: "reports",
    total: rows.length,
    rows: page,
    next: rows.length > page.length ? "sample" : null,
  };
}

const MINUTE = 60_000;

/** Received, assigned and done late: one holder, two stages counted in hours. */
function timesOf({ now }: Situation) {
  const at = (minutes: number) => new Date(now - 900 * MINUTE + minutes * MINUTE).toISOString();
  return {
    received: at(0),
    assigned: at(6),
    checkDue: at(126),
    checked: at(190),
    fixDue: at(246),
    fixed: at(431),
  };
}

function holderOf(city: City) {
  const [agency] = city.agencies;
  return { id: agency?.id ?? "", name: agency?.name ?? "" };
}

function sampleReport(city: City, situation: Situation): ReportDetail {
  const { received, assigned, checked, fixDue, fixed } = timesOf(situation);
  const { id, name } = holderOf(city);
  const [ward] = city.wards;
  const [category] = city.categories;
  const event = { source: "urn:sample" };
  return {
    as_of: stampOf(situation, CADENCE_MS).as_of,
    simulated: false,
    report: {
      service_request_id: "M-00042",
      requested_datetime: received,
      updated_datetime: fixed,
      service_code: category?.service_code ?? "",
      field_group: category?.field_group ?? "",
      channel: city.channels[0]?.id ?? "",
      ward_code: ward?.code ?? "",
      lat: ward?.lat ?? null,
      long: ward?.long ?? null,
      agency_responsible: [id],
      stage: "",
      clock_start: assigned,
      due: fixDue,
      finished: fixed,
      ending: "closed",
      reopen_count: 1,
    },
    complexity: "normal",
    urgency: 1,
    policy_id: "sample",
    rating: 4,
    expected_datetime: null,
    estimate_kept: null,
    handling_minutes: 431,
    handling_working_minutes: 300,
    intake_minutes: 6,
    returned_count: 0,
    conflict_count: 0,
    flags: [],
    stages: [],
    assignments: [
      {
        agency_responsible: id,
        name,
        turn: 1,
        assigned,
        accepted: null,
        due: fixDue,
        finished: fixed,
        ending: "handled",
        is_obligation: true,
        reopened: false,
        held_minutes: 425,
        late_share: 1,
      },
    ],
    timeline: [
      { ...event, time: received, recorded: received, kind: "received", channel: city.channels[0]?.id ?? "" },
      { ...event, time: assigned, recorded: assigned, kind: "assigned", agency_responsible: id },
      { ...event, time: checked, recorded: checked, kind: "verified", agency_responsible: id },
      { ...event, time: fixed, recorded: fixed, kind: "resolved", agency_responsible: id },
      { ...event, time: fixed, recorded: fixed, kind: "rated", rating: 4 },
    ],
  };
}

function sampleExplanation(city: City, situation: Situation): ReportExplanation {
  const { assigned, checkDue, checked, fixDue, fixed } = timesOf(situation);
  const { id, name } = holderOf(city);
  const stage = { limit: 2, unit: "hours" as const, days_off: [], outcome: "handled_late" as const };
  const obligation = {
    is_obligation: true,
    outcome: "handled_late" as const,
    start: assigned,
    due: fixDue,
    finished: fixed,
    minutes_late: 185,
    stages: [
      {
        ...stage,
        stage: "check",
        name: { vi: "Kiểm tra hiện trường", en: "Site check" },
        start: assigned,
        due: checkDue,
        done: checked,
      },
      {
        ...stage,
        stage: "fix",
        name: { vi: "Khắc phục xong", en: "Fix" },
        start: checkDue,
        due: fixDue,
        done: fixed,
      },
    ],
  };
  return {
    service_request_id: "M-00042",
    as_of: stampOf(situation, CADENCE_MS).as_of,
    lang: "vi",
    lines: [
      "Phản ánh M-00042 (dữ liệu mẫu).",
      "Đối với người dân (hạn của cả phản ánh):",
      "- Kiểm tra hiện trường: 2 giờ.",
      "  Hoàn thành sau hạn.",
    ],
    policy: { number: "mẫu", title: { vi: "Quy định mẫu", en: "Sample decision" } },
    obligations: [
      { ...obligation, agency: "", name: "", turn: 0 },
      { ...obligation, agency: id, name, turn: 1 },
    ],
    holders: [
      { agency: "", name: "", turn: 0, minutes: 6, late_share: 0 },
      { agency: id, name, turn: 1, minutes: 425, late_share: 1 },
    ],
    objections: [
      { id: "2026-11-0001", agency: id, turn: 1, state: "open", text: "Đề nghị mẫu / Sample objection" },
    ],
  };
}

function sampleDataQuality(situation: Situation): DataQuality {
  const received = Math.round(situation.perDay * situation.days);
  return {
    ...stampOf(situation, CADENCE_MS),
    period: situation.period,
    received,
    unlocated: { total: Math.round(received * 0.03), outside: 0, exchanged: 0 },
    flags: STATE_FLAGS.map((flag, index) => ({
      flag,
      count: index % 3 === 0 ? Math.round(received / 400) : 0,
    })),
  };
}

function sampleSources({ now, perDay, latestEventAt }: Situation): Answer<"event_sources"> {
  const latest = new Date(latestEventAt ?? now).toISOString();
  return {
    since: new Date(now - 7 * 86_400_000).toISOString(),
    rows: perDay === 0 ? [] : [{ source: "urn:sample", events: perDay * 35, latest_recorded_at: latest }],
  };
}
