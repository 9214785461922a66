import type { EventKind, ReportState, StoredEvent } from "@toancanh/contracts";
import { foldReport } from "@toancanh/domain";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeEvent } from "./decode/decode.ts";
import type { Ingester } from "./ingester.ts";
import { locateReport } from "./project/locate-report.ts";
import { openTestBench, type TestBench } from "./testing/open-test-bench.ts";
import { toBytes, wireEvent } from "./testing/sample-events.ts";

let bench: TestBench;
beforeAll(async () => {
  bench = await openTestBench("hcmc");
});
afterAll(() => bench.close());

/** Kind, minutes after 2025-11-20T09:00Z, data: one life with a hand-over, a reopening and late work. */
const LIFE: [kind: EventKind, minutes: number, data: Record<string, unknown>][] = [
  ["received", 0, { channel: "app", lat: 10.7726, long: 106.698, service_code: "road-surface" }],
  ["classified", 5, { complexity: "complex", urgency: 2 }],
  ["assigned", 10, { agency_responsible: "so-noi-vu" }],
  ["reassigned", 90, { agency_responsible: "so-tu-phap", from_agency: "so-noi-vu" }],
  ["verified", 200, { agency_responsible: "so-tu-phap" }],
  ["resolved", 900, { agency_responsible: "so-tu-phap" }],
  ["reopened", 1500, {}],
  ["resolved", 1700, { agency_responsible: "so-tu-phap" }],
  ["closed", 1800, {}],
  ["rated", 1900, { rating: 4 }],
];
const START = Date.UTC(2025, 10, 20, 9);

/** The events of three reports, two of them cut short, one event with a second payload. */
function wireEvents(run: string): Record<string, unknown>[] {
  const all = [LIFE.length, 6, 3].flatMap((length, report) =>
    LIFE.slice(0, length).map(([kind, minutes, data], at) => {
      const time = new Date(START + minutes * 60_000).toISOString();
      const requested_datetime = new Date(START).toISOString();
      return wireEvent(
        { subject: `${run}-${report}`, id: `e-${at}`, time },
        { requested_datetime, ...data },
        kind,
      );
    }),
  );
  const second = { requested_datetime: new Date(START).toISOString(), complexity: "normal", urgency: 5 };
  const time = new Date(START + 5 * 60_000).toISOString();
  return [...all, wireEvent({ subject: `${run}-0`, id: "e-1", time }, second, "classified")];
}

/** What the states must be: the fold of the set, computed without any store. */
function expectedStates(events: readonly unknown[]): ReportState[] {
  const reports = new Map<string, StoredEvent[]>();
  for (const value of events) {
    const decoded = decodeEvent(value, bench.clock.now());
    if (!decoded.ok) throw new Error(decoded.rejection.message);
    const event = decoded.value;
    reports.set(event.service_request_id, [...(reports.get(event.service_request_id) ?? []), event]);
  }
  const { wardIndex, profile, rulebook } = bench;
  return [...reports.values()].map((report) =>
    locateReport(wardIndex, profile.default_points, foldReport(rulebook, report)),
  );
}

async function storedStates(run: string) {
  const rows = await bench.store.query("states_in_period", { from: START, to: START + 1 });
  return rows.filter((row) => row.service_request_id.startsWith(`${run}-`));
}

function comparable(states: readonly { service_request_id: string; last_recorded_at: number }[]) {
  return states
    .map(({ last_recorded_at, ...state }) => state)
    .sort((a, b) => (a.service_request_id < b.service_request_id ? -1 : 1));
}

async function feed(ingester: Ingester, events: readonly unknown[], at: number) {
  const items = events.map((event) => ({ raw: toBytes(event) }));
  return ingester.accept(items, { originOf: (index) => ({ kind: "internal", event: `${at + index}` }) });
}

describe("any order, duplication, batching and restart of the same events", () => {
  let runs = 0;
  it("ends in the same states, and every event is counted once", async () => {
    const size = wireEvents("x").length;
    const script = fc.record({
      // Indices with repetition: those that are missing in it are added behind.
      order: fc.array(fc.nat({ max: size - 1 }), { minLength: size, maxLength: 2 * size }),
      cuts: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }),
      restartEvery: fc.integer({ min: 1, max: 5 }),
      cached: fc.constantFrom(0, 15, 1000),
      together: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(script, async ({ order, cuts, restartEvery, cached, together }) => {
        const run = `run${++runs}`;
        const events = wireEvents(run);
        const rest = events.map((_, index) => index).filter((index) => !order.includes(index));
        const stream = [...order, ...rest].map((index) => events[index]);
        const limits = { maxCachedEvents: cached };
        let ingester = bench.openIngester({ limits });
        let accepted = 0;
        let duplicates = 0;
        const answers: ReturnType<typeof feed>[] = [];
        for (let at = 0, turn = 0; at < stream.length; turn++) {
          const count = cuts[turn % cuts.length] ?? 1;
          answers.push(feed(ingester, stream.slice(at, at + count), at));
          at += count;
          if (!together) await Promise.all(answers);
          if (turn % restartEvery === 0) {
            await Promise.all(answers);
            ingester = bench.openIngester({ limits });
          }
        }
        for (const answer of await Promise.all(answers)) {
          accepted += answer.accepted;
          duplicates += answer.duplicates;
        }
        expect([accepted, duplicates]).toEqual([events.length, stream.length - events.length]);
        expect(comparable(await storedStates(run))).toEqual(comparable(expectedStates(events)));
      }),
      { numRuns: 12 },
    );
    expect(await bench.store.query("unprojected_reports", {})).toEqual([]);
  }, 180_000);
});
