import type { FoldedReport, StoredEvent } from "@toancanh/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { buildRulebook } from "../rules/rulebook.ts";
import { eventFrame, histories, times } from "../testing/history-arbitrary.ts";
import { CITY } from "../testing/profile-fixture.ts";
import { PROPERTY_RUNS } from "../testing/property-runs.ts";
import { foldReport, stateAt } from "./fold.ts";

const rulebook = buildRulebook(CITY);
const RUNS = { numRuns: PROPERTY_RUNS, seed: 20_251_121 };
const FOREVER = Number.POSITIVE_INFINITY;

/** What withdraws some of the events of a history, by a kind, at a time, recorded some minutes later. */
const withdrawal = fc.record({
  kind: fc.constantFrom("corrected" as const, "reopened" as const),
  number: fc.integer({ min: 0, max: 45 }),
  time: times,
  delay: fc.integer({ min: 0, max: 5 * 1440 }),
  ids: fc.array(
    fc.integer({ min: 0, max: 40 }).map((number) => `e${number}`),
    { minLength: 1, maxLength: 6 },
  ),
});

const withdrawnHistories = fc
  .tuple(histories, fc.array(withdrawal, { minLength: 1, maxLength: 4 }))
  .map(([events, withdrawals]) => ({
    events,
    withdrawals: withdrawals.map(
      ({ kind, ids, ...when }): StoredEvent => ({
        ...eventFrame({ kind, ...when }, { withdraws: ids }),
        kind,
      }),
    ),
  }));

/** What a figure can be made of: without the counts of events behind it. */
function figuresOf(state: FoldedReport | null): string {
  if (state === null) return "";
  const { version, event_count, conflict_count, last_event_at, last_recorded_at, reopen_count, ...rest } =
    state;
  return JSON.stringify({ ...rest, flags: rest.flags.filter((flag) => flag !== "event_conflict") });
}

test("withdrawals are the same for any order, duplication and batching", () => {
  fc.assert(
    fc.property(withdrawnHistories, fc.array(fc.nat(), { maxLength: 6 }), (history, picks) => {
      const all = [...history.events, ...history.withdrawals];
      const state = JSON.stringify(foldReport(rulebook, all));
      const doubled = [...all, ...picks.flatMap((pick) => all[pick % all.length] ?? [])];
      expect(JSON.stringify(foldReport(rulebook, doubled.reverse()))).toBe(state);
      const turned = [...history.withdrawals, ...history.events.slice().reverse()];
      expect(JSON.stringify(foldReport(rulebook, turned))).toBe(state);
      const now = stateAt(rulebook, all, { asOf: FOREVER, knownAt: FOREVER });
      expect(JSON.stringify(now)).toBe(state);
    }),
    RUNS,
  );
}, 120_000);

test("what is withdrawn leaves the state of the others, and what was known before stays as it was", () => {
  fc.assert(
    fc.property(withdrawnHistories, times, times, ({ events, withdrawals }, asOf, knownAt) => {
      // Ids of their own: here no withdrawal is in conflict with an event, or with another one.
      const own = withdrawals.map((event, index) => ({ ...event, id: `w${index}` }));
      const named = new Set(own.flatMap(({ data }) => ("withdraws" in data ? (data.withdraws ?? []) : [])));
      const rest = events.filter(({ id }) => !named.has(id));
      if (rest.length > 0) {
        const state = foldReport(rulebook, [...events, ...own]);
        expect(figuresOf(state)).toBe(figuresOf(foldReport(rulebook, rest)));
      }
      const learned = own.map((event) => ({ ...event, recorded_at: knownAt + 1 }));
      const before = JSON.stringify(stateAt(rulebook, events, { asOf, knownAt }));
      expect(JSON.stringify(stateAt(rulebook, [...events, ...learned], { asOf, knownAt }))).toBe(before);
    }),
    RUNS,
  );
}, 120_000);
