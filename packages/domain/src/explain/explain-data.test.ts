import { expect, test } from "vitest";
import { buildRulebook } from "../rules/rulebook.ts";
import { at, reportEvents, rfc } from "../testing/event-fixture.ts";
import { longStory } from "../testing/long-story.ts";
import { CITY, DECISION_4874 } from "../testing/profile-fixture.ts";
import { explainReport } from "./explain.ts";

const rulebook = buildRulebook(CITY);
const DAY = "2025-11-20";

test("every field of an explanation", () => {
  const on = reportEvents(`${DAY} 16:20`);
  const events = [
    on("received", `${DAY} 16:20`, { channel: "app", service_code: "licence", complexity: "complex" }),
    on("assigned", `${DAY} 16:30`, { agency_responsible: "U1" }),
    on("extended", `${DAY} 17:00`, { expected_datetime: rfc("2025-11-28 12:00") }, { id: "x" }),
    on("responded", "2025-11-28 13:00", { agency_responsible: "U1" }),
    on("reopened", "2025-11-28 14:00", {}),
  ];
  const names = { vi: "Bước respond", en: "Stage respond" };
  const extension = {
    kind: "extension",
    eventId: "x",
    at: at(`${DAY} 17:00`),
    until: at("2025-11-28 12:00"),
    reason: "applied",
  };
  const respond = { stage: "respond", name: names, limit: 5, unit: "working_days" };
  expect(explainReport(rulebook, events, at("2025-11-28 15:00"))).toEqual({
    service_request_id: "R1",
    as_of: at("2025-11-28 15:00"),
    received_at: at(`${DAY} 16:20`),
    policy: { id: "qd4874-2023", number: "4874/QĐ-UBND", title: DECISION_4874.decision.title },
    field_group: "socioeconomic",
    field_group_name: { vi: "Nhóm socioeconomic", en: "Group socioeconomic" },
    complexity: "complex",
    source_due: null,
    reopen_count: 1,
    returned_count: 0,
    obligations: [
      {
        agency: "",
        agency_name: "",
        unlisted_name: null,
        turn: 0,
        calendar: "state",
        start_at: at(`${DAY} 16:20`),
        stages: [
          {
            ...respond,
            start_at: at(`${DAY} 16:30`),
            start_reason: { kind: "first_assigned" },
            limit_due_at: at("2025-11-27 17:00"),
            days_off: ["2025-11-22", "2025-11-23"],
            adjustments: [extension],
            due_at: at("2025-11-28 12:00"),
            done_at: null,
            first_recorded: null,
            result: "open_overdue",
          },
        ],
        changes: [],
        rounds: [
          {
            finished_at: at("2025-11-28 13:00"),
            ending: "handled",
            reopened_at: at("2025-11-28 14:00"),
            reopened_by: "reopened",
          },
        ],
        due_at: at("2025-11-28 12:00"),
        no_deadline: null,
        finished_at: null,
        ending: "open",
        is_obligation: true,
        passed_on: null,
        charged_to: null,
        reopened: true,
        result: "open_overdue",
        minutes_late: 180,
      },
      {
        agency: "U1",
        agency_name: "Cơ quan U1",
        unlisted_name: null,
        turn: 1,
        calendar: "utility",
        start_at: at(`${DAY} 16:30`),
        stages: [
          {
            ...respond,
            start_at: at(`${DAY} 16:30`),
            start_reason: { kind: "assigned" },
            limit_due_at: at("2025-11-26 16:30"),
            days_off: ["2025-11-23"],
            adjustments: [extension],
            due_at: at("2025-11-28 12:00"),
            done_at: at("2025-11-28 13:00"),
            first_recorded: null,
            result: "handled_late",
          },
        ],
        changes: [],
        rounds: [],
        due_at: at("2025-11-28 12:00"),
        no_deadline: null,
        finished_at: at("2025-11-28 13:00"),
        ending: "handled",
        is_obligation: true,
        passed_on: null,
        charged_to: null,
        reopened: true,
        result: "handled_late",
        minutes_late: 60,
      },
      {
        agency: "U1",
        agency_name: "Cơ quan U1",
        unlisted_name: null,
        turn: 2,
        calendar: "utility",
        start_at: at("2025-11-28 14:00"),
        stages: [
          {
            ...respond,
            start_at: at("2025-11-28 14:00"),
            start_reason: { kind: "reopened" },
            limit_due_at: at("2025-12-04 16:30"),
            days_off: ["2025-11-30"],
            adjustments: [],
            due_at: at("2025-12-04 16:30"),
            done_at: null,
            first_recorded: null,
            result: "open_in_time",
          },
        ],
        changes: [],
        rounds: [],
        due_at: at("2025-12-04 16:30"),
        no_deadline: null,
        finished_at: null,
        ending: "open",
        is_obligation: true,
        passed_on: null,
        charged_to: null,
        reopened: false,
        result: "open_in_time",
        minutes_late: 0,
      },
    ],
    passed_over: [],
    holders: [
      {
        agency: "",
        agency_name: "",
        unlisted_name: null,
        turn: 0,
        minutes: 70,
        returned_minutes: 0,
        idle_minutes: 60,
        late_share: 0,
      },
      {
        agency: "U1",
        agency_name: "Cơ quan U1",
        unlisted_name: null,
        turn: 1,
        minutes: 11_310,
        returned_minutes: 0,
        idle_minutes: 0,
        late_share: 1,
      },
      {
        agency: "U1",
        agency_name: "Cơ quan U1",
        unlisted_name: null,
        turn: 2,
        minutes: 60,
        returned_minutes: 0,
        idle_minutes: 0,
        late_share: 0,
      },
    ],
    flags: [],
    time_zone: "Asia/Ho_Chi_Minh",
  });
});

test("minutes late, results, shares of a long story", () => {
  const explanation = explainReport(rulebook, longStory(), at("2025-11-22 09:00"));
  expect(explanation?.policy).toEqual({
    id: "qd4874-2023",
    number: "4874/QĐ-UBND",
    title: DECISION_4874.decision.title,
  });
  expect(
    explanation?.obligations.map((one) => [one.agency, one.calendar, one.result, one.minutes_late]),
  ).toEqual([
    ["", "state", "open_overdue", 23 * 60],
    ["W1", "state", "handled_on_time", 0],
    ["W2", "state", "handled_late", 360],
    ["W2", "state", "open_in_time", 0],
  ]);
  expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation);
  expect(explainReport(rulebook, longStory(), at(`${DAY} 16:19`))).toBeNull();
});
