import type { EventKind, FoldedReport, StoredEvent } from "@toancanh/contracts";
import { COMPLEXITIES } from "@toancanh/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explainReport } from "../explain/explain.ts";
import { renderExplanation } from "../explain/explain-text.ts";
import { countOutcomes, OUTCOMES, outcomeOf } from "../figures/metrics.ts";
import { buildRulebook } from "../rules/rulebook.ts";
import { at, type reportEvents } from "../testing/event-fixture.ts";
import { CITY, PAUSING_POLICY, rulebookWith } from "../testing/profile-fixture.ts";
import { PROPERTY_RUNS } from "../testing/property-runs.ts";
import { foldReport, stateAt } from "./fold.ts";

const rulebook = buildRulebook(CITY);
const pausing = rulebookWith(PAUSING_POLICY);
const RUNS = { numRuns: PROPERTY_RUNS, seed: 20_251_120 };
const RECEIVED = at("2026-02-12 15:00");
const MINUTE = 60_000;

/** Any kind of event at any time near the receipt, in any order: what a broken source may send. */
const agencies = fc.constantFrom("W1", "W2", "U1", "stranger");
const times = fc.integer({ min: -60, max: 30 * 1440 }).map((minutes) => RECEIVED + minutes * MINUTE);
const rfcTimes = times.map((ms) => new Date(ms).toISOString());
const complexity = fc.constantFrom(...COMPLEXITIES);
const serviceCode = fc.constantFrom("pothole", "licence", "idea", "nonsense");
const named = fc.record({ agency_responsible: agencies }, { requiredKeys: [] });

const datas: { [K in EventKind]?: fc.Arbitrary<object> } = {
  received: fc.record(
    { channel: fc.constant("app"), service_code: serviceCode, complexity, expected_datetime: rfcTimes },
    { requiredKeys: ["channel"] },
  ),
  classified: fc.record({ service_code: serviceCode }),
  assigned: fc.record({ agency_responsible: agencies }),
  accepted: fc.record({ agency_responsible: agencies }),
  verified: named,
  complexity_changed: fc.record({ complexity }),
  temporary_fixed: named,
  estimate_published: fc.record({ expected_datetime: rfcTimes }),
  extended: fc.record(
    { expected_datetime: rfcTimes, agency_responsible: agencies, stage: fc.constantFrom("verify", "x") },
    { requiredKeys: ["expected_datetime"] },
  ),
  paused: named,
  resumed: named,
  returned: fc.record({ agency_responsible: agencies }),
  reassigned: fc.record({ agency_responsible: agencies, from_agency: agencies }),
  resolved: named,
  responded: named,
  reopened: fc.constant({}),
  closed: fc.constant({}),
  rejected: fc.constant({ reason: "hoax" }),
  merged: fc.constant({ duplicate_of: "R0" }),
  rated: fc.record({ rating: fc.integer({ min: 1, max: 5 }) }),
  corrected: fc.record({ service_code: serviceCode, complexity }, { requiredKeys: [] }),
  redacted: fc.constant({}),
};

type Built = ReturnType<ReturnType<typeof reportEvents>>;

function isEvent(value: object): value is Built {
  return "kind" in value && "data" in value;
}

/** Hand-offs come more often than chance would have them: that is where the fold has to think. */
const HAND_OFFS = ["assigned", "reassigned", "returned", "resolved", "reopened", "extended"];

function eventOf(kinds: string[], when: fc.Arbitrary<number>): fc.Arbitrary<StoredEvent> {
  const parts = Object.entries(datas).filter(([kind]) => kinds.includes(kind));
  return fc
    .tuple(
      fc.oneof(...parts.map(([kind, data]) => data.map((d) => ({ kind, data: d })))),
      when,
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 0, max: 5 * 1440 }),
    )
    .map(([{ kind, data }, time, number, delay]) => {
      const event = {
        id: `e${number}`,
        source: "urn:test",
        kind,
        service_request_id: "R1",
        received_at: RECEIVED,
        time,
        recorded_at: time + delay * MINUTE,
        // One payload, one content: the hash stands for everything but recorded_at.
        payload_hash: `${time % 7} ${kind} ${time} ${JSON.stringify(data)}`,
        data: { requested_datetime: new Date(RECEIVED).toISOString(), ...data },
      };
      if (!isEvent(event)) throw new Error("The generator builds events");
      return event;
    });
}

const anyEvent = fc.oneof(eventOf(Object.keys(datas), times), eventOf(HAND_OFFS, times));
const beginning = fc.tuple(
  eventOf(["received"], fc.constant(RECEIVED)),
  eventOf(["assigned"], fc.constant(RECEIVED + 10 * MINUTE)),
);
const histories = fc.oneof(
  fc.array(anyEvent, { minLength: 1, maxLength: 12 }),
  fc.tuple(beginning, fc.array(anyEvent, { maxLength: 10 })).map(([first, rest]) => [...first, ...rest]),
);

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

test("every history can be told in both languages", () => {
  fc.assert(
    fc.property(histories, times, fc.constantFrom("vi", "en"), (events, asOf, language) => {
      const explanation = explainReport(pausing, events, asOf);
      const lines = explanation === null ? [] : renderExplanation(explanation, language);
      return lines.every((line) => !/undefined|NaN|Invalid|null/.test(line));
    }),
    RUNS,
  );
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
