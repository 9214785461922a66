import { COMPLEXITIES, type EventKind, type StoredEvent } from "@toancanh/contracts";
import fc from "fast-check";
import { at, type reportEvents } from "./event-fixture.ts";

/** When the report of every history was received, epoch milliseconds. */
export const RECEIVED = at("2026-02-12 15:00");
const MINUTE = 60_000;

/** Any kind of event at any time near the receipt, in any order: what a broken source may send. */
const agencies = fc.constantFrom("W1", "W2", "U1", "stranger");
export const times = fc.integer({ min: -60, max: 30 * 1440 }).map((minutes) => RECEIVED + minutes * MINUTE);
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

/** Hand-offs are drawn more often than the other kinds: most rules of the fold are about them. */
const HAND_OFFS = ["assigned", "reassigned", "returned", "resolved", "reopened", "extended"];

/** An event of report R1 but for its kind's type; `delay` in minutes. */
export function eventFrame(
  { kind, number, time, delay }: { kind: string; number: number; time: number; delay: number },
  data: object,
) {
  return {
    id: `e${number}`,
    source: "urn:test",
    service_request_id: "R1",
    received_at: RECEIVED,
    time,
    recorded_at: time + delay * MINUTE,
    // One payload, one content: the hash stands for everything but recorded_at.
    payload_hash: `${time % 7} ${kind} ${time} ${JSON.stringify(data)}`,
    data: { requested_datetime: new Date(RECEIVED).toISOString(), ...data },
  };
}

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
      const event = { ...eventFrame({ kind, number, time, delay }, data), kind };
      if (!isEvent(event)) throw new Error("The generator builds events");
      return event;
    });
}

/** Hand-offs among them come more often than chance would have it. */
export const anyEvent = fc.oneof(eventOf(Object.keys(datas), times), eventOf(HAND_OFFS, times));
const beginning = fc.tuple(
  eventOf(["received"], fc.constant(RECEIVED)),
  eventOf(["assigned"], fc.constant(RECEIVED + 10 * MINUTE)),
);
/** Histories of one report, from one event to a dozen; half of them begin as most do. */
export const histories = fc.oneof(
  fc.array(anyEvent, { minLength: 1, maxLength: 12 }),
  fc.tuple(beginning, fc.array(anyEvent, { maxLength: 10 })).map(([first, rest]) => [...first, ...rest]),
);
