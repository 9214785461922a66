import type { Policy, StageRule } from "@toancanh/contracts";
import { buildRulebook, type Rulebook, type RuleProfile } from "../rules/rulebook.ts";
import { STATE_CALENDAR, UTILITY_CALENDAR } from "./calendar-fixture.ts";

function stage(
  id: string,
  limit: number | null,
  unit: StageRule["unit"],
  start: StageRule["start"],
  doneBy: StageRule["done_by"],
): StageRule {
  return { stage: id, name: { vi: `Bước ${id}`, en: `Stage ${id}` }, limit, unit, start, done_by: doneBy };
}

const ASSIGNED = { event: "assigned" } as const;
const VERIFY = stage("verify", 2, "hours", ASSIGNED, ["verified"]);

/** Decision 4874/2023 as docs/metrics.md §3 states it. */
export const DECISION_4874: Policy = {
  id: "qd4874-2023",
  decision: {
    number: "4874/QĐ-UBND",
    issued_on: "2023-10-30",
    title: { vi: "Quyết định 4874", en: "Decision 4874" },
  },
  valid_from: "2023-01-01",
  valid_to: null,
  source: "docs/metrics.md §3",
  pause_allowed: false,
  extension_allowed: true,
  rules: [
    {
      field_group: "infrastructure",
      complexities: ["normal"],
      stages: [VERIFY, stage("resolve", 2, "hours", { after: "verify" }, ["resolved"])],
    },
    {
      field_group: "infrastructure",
      complexities: ["complex"],
      stages: [
        VERIFY,
        stage("temporary_fix", 2, "hours", { after: "verify" }, ["temporary_fixed"]),
        stage("resolve", 8, "hours", { after: "verify" }, ["resolved"]),
      ],
    },
    {
      field_group: "socioeconomic",
      complexities: ["normal", "complex", "coordinated"],
      stages: [stage("respond", 5, "working_days", ASSIGNED, ["responded", "resolved"])],
    },
    {
      field_group: "suggestion",
      complexities: ["normal", "complex"],
      stages: suggestionStages(10),
    },
    { field_group: "suggestion", complexities: ["coordinated"], stages: suggestionStages(15) },
  ],
};

function suggestionStages(days: number): StageRule[] {
  return [
    stage("forward", 1, "working_days", { event: "received" }, ["assigned"]),
    stage("respond", days, "working_days", { after: "forward" }, ["responded"]),
  ];
}

/** Same stages, but the clock may stand still. */
export const PAUSING_POLICY: Policy = { ...DECISION_4874, pause_allowed: true };

/** Office hours count: two stages in `working_hours`. */
export const WORKING_HOURS_POLICY: Policy = {
  ...DECISION_4874,
  id: "office-hours",
  pause_allowed: true,
  rules: [
    {
      field_group: "infrastructure",
      complexities: ["normal"],
      stages: [stage("resolve", 10, "working_hours", ASSIGNED, ["resolved"])],
    },
  ],
};

/** Four stages of an hour each, every one from the one before it. */
export const CHAINED_POLICY: Policy = {
  ...DECISION_4874,
  id: "chained",
  rules: [
    {
      field_group: "infrastructure",
      complexities: ["normal"],
      stages: [
        stage("forward", 1, "hours", { event: "received" }, ["assigned"]),
        stage("check", 1, "hours", { after: "forward" }, ["verified"]),
        stage("secure", 1, "hours", { after: "check" }, ["temporary_fixed"]),
        stage("mend", 1, "hours", { after: "secure" }, ["resolved"]),
      ],
    },
  ],
};

/** The source gives the due itself, as the City of Boston does. */
export const SOURCE_POLICY: Policy = {
  ...DECISION_4874,
  id: "by-source",
  rules: [
    {
      field_group: "infrastructure",
      complexities: ["normal"],
      stages: [stage("resolve", null, "source", { event: "received" }, ["resolved"])],
    },
  ],
};

/** A small city: wards W1–W3, a utility U1 with its own calendar, one category per field group. */
export const CITY: RuleProfile = {
  time_zone: "Asia/Ho_Chi_Minh",
  periods: [
    { kind: "official", name: { vi: "Kỳ báo cáo", en: "Reporting period" }, day: 25, time: "12:00" },
    { kind: "calendar", name: { vi: "Tháng", en: "Month" }, day: 1, time: "00:00" },
  ],
  policies: [DECISION_4874],
  calendars: [STATE_CALENDAR, UTILITY_CALENDAR],
  blocks: [block("wards", "state"), block("utilities", "utility")],
  agencies: ["W1", "W2", "W3", "U1", "none"].map((id) => ({
    id,
    name: `Cơ quan ${id}`,
    short_name: id,
    block: id === "U1" ? "utilities" : "wards",
    ward_code: "",
  })),
  categories: [
    category("pothole", "infrastructure"),
    category("licence", "socioeconomic"),
    category("idea", "suggestion"),
    category("unclassified", "socioeconomic"),
  ],
  field_groups: ["infrastructure", "socioeconomic", "suggestion"].map((id) => ({
    id,
    name: { vi: `Nhóm ${id}`, en: `Group ${id}` },
  })),
  unknown_service_code: "unclassified",
  unknown_agency: "none",
};

function block(id: string, calendar: string): RuleProfile["blocks"][number] {
  return { id, name: { vi: id, en: id }, short_name: { vi: id, en: id }, late_rate_target: null, calendar };
}

function category(code: string, fieldGroup: string): RuleProfile["categories"][number] {
  return { service_code: code, name: { vi: code, en: code }, field_group: fieldGroup, sensitive: false };
}

/** The small city under another policy than Decision 4874. */
export function rulebookWith(policy: Policy): Rulebook {
  return buildRulebook({ ...CITY, policies: [policy] });
}
