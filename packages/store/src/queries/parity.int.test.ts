import type { AssignmentState, ReportState } from "@toancanh/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Store } from "../store.ts";
import { AS_OF, blockOf, CELL_A1, CELL_B, HOUR } from "../testing/cast.ts";
import { openTestStore } from "../testing/open-test-store.ts";
import { sampleAssignment, sampleState } from "../testing/sample-rows.ts";
import { seededRandom } from "../testing/seeded-random.ts";
import type { QueryParams } from "./queries.ts";

const { next: random } = seededRandom(20251120);
const pick = <T>(...values: [T, ...T[]]): T => values[Math.floor(random() * values.length)] ?? values[0];
/** Whole hours, so that times often fall on each other and on the cut-off. */
const hours = (from: number, to: number) => Math.floor(from + random() * (to - from)) * HOUR;

function randomAssignment(received_at: number): AssignmentState {
  return sampleAssignment({
    agency: pick("a-1", "a-2", "a-3"),
    due_at: random() < 0.1 ? null : received_at + hours(0, 120),
    finished_at: random() < 0.3 ? null : received_at + hours(-2, 160),
    is_obligation: random() < 0.9,
    reopened: random() < 0.1,
  });
}

function randomState(index: number): ReportState {
  const received_at = AS_OF - hours(0, 90 * 24);
  const finished_at = random() < 0.2 ? null : received_at + hours(-2, 160);
  return sampleState({
    service_request_id: `r-${index}`,
    received_at,
    channel: pick("app", "hotline"),
    service_code: pick("pothole", "noise", "light"),
    field_group: pick("infrastructure", "socio-economic"),
    ward_code: pick("", "w-1", "w-2", "w-3"),
    cell: pick("", CELL_A1, CELL_B),
    due_at: random() < 0.1 ? null : received_at + hours(0, 120),
    finished_at,
    ending: finished_at === null ? "open" : pick("handled", "closed", "rejected", "merged"),
    reopen_count: pick(0, 0, 0, 1, 2),
    rating: pick(null, null, 1, 5),
    assignments: Array.from({ length: Math.floor(random() * 4) }, () => randomAssignment(received_at)),
  });
}

type Scope = QueryParams<"summary">;
interface Obligation {
  report: ReportState;
  due_at: number | null;
  finished_at: number | null;
  reopened: boolean;
  agency: string;
}

/** docs/metrics.md §4 and §5 written a second time, in TypeScript. */
function population(states: readonly ReportState[], scope: Scope, byAssignment: boolean): Obligation[] {
  const isDone = (finished: number | null) => finished !== null && finished <= scope.as_of;
  const excluded: readonly string[] = scope.exclude ?? [];
  const matches = (wanted: string | undefined, value: string) => (wanted ?? "") === "" || wanted === value;
  return states
    .filter(
      (report) =>
        report.received_at >= scope.from &&
        report.received_at < scope.to &&
        !(excluded.includes(report.ending) && isDone(report.finished_at)) &&
        matches(scope.field_group, report.field_group) &&
        matches(scope.service_code, report.service_code) &&
        matches(scope.channel, report.channel) &&
        matches(scope.ward_code, report.ward_code),
    )
    .flatMap((report): Obligation[] =>
      byAssignment
        ? report.assignments
            .filter(
              (turn) =>
                turn.is_obligation &&
                matches(scope.agency, turn.agency) &&
                matches(scope.block, blockOf(turn.agency)),
            )
            .map((turn) => ({ report, ...turn }))
        : [{ report, ...report, reopened: report.reopen_count > 0, agency: "" }],
    );
}

function recount(obligations: readonly Obligation[], asOf: number) {
  const counts = {
    received: 0,
    handled_on_time: 0,
    handled_late: 0,
    open_overdue: 0,
    open_in_time: 0,
    no_deadline: 0,
    late: 0,
    due: 0,
    reopened: 0,
  };
  for (const { due_at, finished_at, reopened } of obligations) {
    counts.received++;
    if (reopened) counts.reopened++;
    if (due_at === null) counts.no_deadline++;
    else if (finished_at !== null && finished_at <= asOf) {
      if (finished_at <= due_at) counts.handled_on_time++;
      else counts.handled_late++;
    } else if (asOf > due_at) counts.open_overdue++;
    else counts.open_in_time++;
  }
  counts.late = counts.handled_late + counts.open_overdue;
  counts.due = counts.late + counts.handled_on_time;
  return counts;
}

function regroup(obligations: readonly Obligation[], asOf: number, keyOf: (one: Obligation) => string) {
  const keys = [...new Set(obligations.map(keyOf))].sort();
  return keys.map((key) => ({
    key,
    ...recount(
      obligations.filter((one) => keyOf(one) === key),
      asOf,
    ),
  }));
}

const DIMENSIONS = [
  ["summary_by_ward", (one: Obligation) => one.report.ward_code, false],
  ["summary_by_category", (one: Obligation) => one.report.service_code, false],
  ["summary_by_field_group", (one: Obligation) => one.report.field_group, false],
  ["summary_by_channel", (one: Obligation) => one.report.channel, false],
  ["summary_by_agency", (one: Obligation) => one.agency, true],
  ["summary_by_block", (one: Obligation) => blockOf(one.agency), true],
] as const;

describe("SQL and a plain recount", () => {
  const states = Array.from({ length: 4000 }, (_, index) => randomState(index));
  let store: Store;
  let dispose: () => Promise<void>;

  beforeAll(async () => {
    ({ store, dispose } = await openTestStore());
    await store.writeStates(
      states.map((state) => ({ ...state, ending: "open", finished_at: null, version: 0 })),
    );
    await store.writeStates(states);
  });
  afterAll(() => dispose());

  it("agree on every group of random scopes", async () => {
    for (let round = 0; round < 15; round++) {
      const from = AS_OF - hours(0, 90 * 24);
      const scope: Scope = {
        as_of: AS_OF - pick(0, 0, hours(0, 30 * 24)),
        from,
        to: from + hours(1, 40 * 24),
        exclude: pick<("rejected" | "merged")[]>([], ["rejected"], ["rejected", "merged"]),
        field_group: pick("", "", "infrastructure"),
        service_code: pick("", "", "noise"),
        channel: pick("", "", "app"),
        ward_code: pick("", "", "w-2"),
        agency: pick("", "", "a-2"),
        block: pick("", "", "wards"),
      };
      const narrowed = scope.agency !== "" || scope.block !== "";
      const obligations = population(states, scope, narrowed);
      const label = JSON.stringify(scope);
      const [summary] = await store.query("summary", scope);
      expect(summary, label).toMatchObject({
        ...recount(obligations, scope.as_of),
        unlocated: obligations.filter((one) => one.report.cell === "").length,
        // Of an agency's turns the citizen judged the one that was not reopened.
        rating_count: obligations.filter((one) => one.report.rating !== null && !(narrowed && one.reopened))
          .length,
      });
      for (const [name, keyOf, byAssignment] of DIMENSIONS) {
        const counted = population(states, scope, narrowed || byAssignment);
        expect(await store.query(name, scope), `${name} ${label}`).toEqual(
          regroup(counted, scope.as_of, keyOf),
        );
      }
    }
  });
});
