import type { FoldedReport, StoredEvent } from "@toancanh/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explainReport } from "../explain/explain.ts";
import { countOutcomes, OUTCOMES, outcomeOf } from "../figures/metrics.ts";
import { buildRulebook } from "../rules/rulebook.ts";
import { anyEvent, histories, RECEIVED, times } from "../testing/history-arbitrary.ts";
import { CITY, PAUSING_POLICY, rulebookWith } from "../testing/profile-fixture.ts";
import { PROPERTY_RUNS } from "../testing/property-runs.ts";
import { foldReport, stateAt } from "./fold.ts";

const rulebook = buildRulebook(CITY);
const pausing = rulebookWith(PAUSING_POLICY);
const MINUTE = 60_000;
const RUNS = { numRuns: PROPERTY_RUNS, seed: 20_251_120 };
/** Equal states are equal to the byte: `toancanh rebuild` relies on it. */
function bytesOf(state: FoldedReport | null): string {
  return JSON.stringify(state);
}

/** A permutation of a list with some of its members doubled. */
function shuffled(events: StoredEvent[], picks: number[]): StoredEvent[] {
  const doubled = [...events, ...picks.flatMap((pick) => events[pick % events.length] ?? [])];
  for (let index = doubled.length - 1; index > 0; index -= 1) {
    const other = (picks[index % picks.length] ?? 0) % (index + 1);
    const [a, b] = [doubled[index], doubled[other]];
    if (a && b) [doubled[index], doubled[other]] = [b, a];
  }
  return doubled;
}

describe("fold", () => {
  test("is the same for any order, duplication and batching, and total", () => {
    fc.assert(
      fc.property(
        histories,
        fc.array(fc.nat(1000), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 0, max: 1000 }),
        (events, picks, late) => {
          const state = bytesOf(foldReport(rulebook, events));
          expect(bytesOf(foldReport(rulebook, shuffled(events, picks)))).toBe(state);
          const repeated = events.map((event) => ({ ...event, recorded_at: event.recorded_at + late }));
          expect(bytesOf(foldReport(rulebook, [...repeated, ...events]))).toBe(state);
        },
      ),
      RUNS,
    );
  }, 120_000);

  test("grows its version with every new payload, and only then", () => {
    fc.assert(
      fc.property(histories, anyEvent, (events, more) => {
        const pairs = (list: StoredEvent[]) => new Set(list.map((e) => `${e.id} ${e.payload_hash}`)).size;
        const before = foldReport(rulebook, events);
        const after = foldReport(rulebook, [...events, more]);
        expect(before.version).toBe(pairs(events));
        expect(after.version).toBe(pairs([...events, more]));
        expect(after.event_count + after.conflict_count).toBe(after.version);
      }),
      RUNS,
    );
  });

  test("state_at(∞, ∞) is the state, and later events never change an earlier answer", () => {
    const now = Number.POSITIVE_INFINITY;
    fc.assert(
      fc.property(histories, times, times, anyEvent, (events, asOf, knownAt, more) => {
        const endless = stateAt(rulebook, events, { asOf: now, knownAt: now });
        expect(bytesOf(endless)).toBe(bytesOf(foldReport(rulebook, events)));
        const answer = stateAt(rulebook, events, { asOf, knownAt });
        const later = { ...more, time: asOf + 1 + (more.time - RECEIVED + 60 * MINUTE) };
        const learned = { ...more, recorded_at: Math.max(more.recorded_at, knownAt + 1) };
        const again = stateAt(rulebook, [...events, later, learned], { asOf, knownAt });
        expect(bytesOf(again)).toBe(bytesOf(answer));
      }),
      RUNS,
    );
  }, 120_000);
});

describe("ledger", () => {
  test("minutes sum to the whole elapsed time, to the millisecond", () => {
    fc.assert(
      fc.property(histories, (events) => {
        const state = foldReport(rulebook, events);
        const end = state.finished_at ?? state.last_event_at;
        const elapsed = Math.max(0, end - state.received_at) / MINUTE;
        const held = state.assignments.reduce((sum, one) => sum + one.held_minutes, state.intake_minutes);
        expect(Math.round(held * MINUTE)).toBe(Math.round(elapsed * MINUTE));
        for (const one of state.assignments) {
          expect(one.held_minutes).toBeGreaterThanOrEqual(0);
          if (one.ending === "returned") expect(one.held_minutes).toBe(0);
        }
      }),
      RUNS,
    );
  });

  test("shares of a late report sum to 1, of any other to 0", () => {
    fc.assert(
      fc.property(histories, times, (events, asOf) => {
        const explanation = explainReport(pausing, events, asOf);
        if (explanation === null) return;
        const shares = explanation.holders.map((holder) => holder.late_share);
        const [report] = explanation.obligations;
        const due = report?.due_at ?? null;
        if (due !== null && (report?.finished_at ?? asOf) > due) {
          expect(shares.reduce((sum: number, share) => sum + (share ?? Number.NaN), 0)).toBeCloseTo(1, 9);
        } else {
          expect(shares.every((share) => share === null)).toBe(true);
        }
      }),
      RUNS,
    );
  }, 120_000);
});

describe("outcomes", () => {
  test("partition the population", () => {
    const obligation = fc.record({ due_at: fc.option(times), finished_at: fc.option(times) });
    fc.assert(
      fc.property(fc.array(obligation, { maxLength: 20 }), times, (obligations, asOf) => {
        const counts = countOutcomes(obligations, asOf);
        expect(OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0)).toBe(counts.received);
        expect(counts.received).toBe(obligations.length);
        const isRight = OUTCOMES.every(
          (outcome) =>
            obligations.filter((one) => outcomeOf(one, asOf) === outcome).length === counts[outcome],
        );
        expect(isRight).toBe(true);
      }),
      RUNS,
    );
  });

  test("of folded reports: open assignments only in open reports, and finishes only when ended", () => {
    fc.assert(
      fc.property(histories, (events) => {
        const state = foldReport(rulebook, events);
        expect(state.finished_at === null).toBe(state.ending === "open");
        const turns = new Set(state.assignments.map((one) => `${one.agency}#${one.turn}`));
        expect(turns.size).toBe(state.assignments.length);
        for (const one of state.assignments) {
          expect(one.finished_at === null).toBe(one.ending === "open");
          if (one.ending === "open") expect(state.ending).toBe("open");
          if (one.ending === "returned") expect(one.is_obligation).toBe(false);
        }
      }),
      RUNS,
    );
  });
});
