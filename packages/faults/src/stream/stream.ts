import type { EventKind } from "@toancanh/contracts";
import { createMalformed } from "./malformed.ts";
import { createRandom, pick, type Random, shuffle } from "./seeded-random.ts";

/** Messages of one block; each block is complete in itself, so that it can be made again when comparing. */
export const BLOCK_MESSAGES = 2000;
/** docs/reliability.md, "The fault run": 1 % malformed, 5 % exact duplicates, 0.5 % same id with another payload. */
const MALFORMED = BLOCK_MESSAGES * 0.01;
const DUPLICATES = BLOCK_MESSAGES * 0.05;
const CONFLICTS = BLOCK_MESSAGES * 0.005;
const LATE_SHARE = 0.1;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The stream's own clock runs through this before the anchor. */
const SPAN_MS = 10 * DAY_MS;
const MAX_LATE_MS = 7 * DAY_MS;
/**
 * In this many blocks the oversized message has 2 MB, after them 300 kB: more gigabytes in the topic prove nothing
 * more.
 */
const HUGE_BLOCKS = 50;

/** One event as it must be found in the store. */
export interface ExpectedEvent {
  id: string;
  source: string;
  kind: EventKind;
  service_request_id: string;
  /** Epoch ms. */
  received_at: number;
  time: number;
  data: Record<string, unknown>;
}

export type StreamMessage = { key: string; value: Buffer | null } & (
  | { kind: "event" | "duplicate" | "conflict"; expected: ExpectedEvent }
  | { kind: "malformed"; reason: string }
);

export interface StreamOptions {
  seed: number;
  /** Epoch ms before which everything happened. */
  anchor: number;
  blocks: number;
}

const LIFE: readonly EventKind[] = ["received", "assigned", "accepted", "closed"];
const CHANNELS = ["phone", "app", "web"] as const;
const SERVICES = ["road-surface", "noise", "garbage", "no-such-service"] as const;
const AGENCIES = ["van-phong-ubnd", "so-noi-vu", "no-such-agency"] as const;
const SOURCE = "urn:toancanh:faults";

function dataOf(kind: EventKind, requested: string, random: Random): Record<string, unknown> {
  const identity = { requested_datetime: requested };
  switch (kind) {
    case "received": {
      // Inside the city: a place outside it would be taken from the state, and the oracle folds but does not locate.
      const lat = Number((10.75 + random() * 0.1).toFixed(5));
      const long = Number((106.62 + random() * 0.1).toFixed(5));
      const place = random() < 0.9 ? { lat, long } : {};
      return { ...identity, channel: pick(CHANNELS, random), service_code: pick(SERVICES, random), ...place };
    }
    case "assigned":
    case "accepted":
      return { ...identity, agency_responsible: pick(AGENCIES, random) };
    default:
      return identity;
  }
}

function createReport(id: string, clock: number, anchor: number, random: Random): ExpectedEvent[] {
  const late = random() < LATE_SHARE ? random() * MAX_LATE_MS : random() * HOUR_MS;
  const received = Math.floor(clock - late);
  const requested = new Date(received).toISOString();
  let time = received;
  return LIFE.map((kind, index) => {
    if (index > 0) time = Math.min(anchor, time + Math.floor(random() * DAY_MS));
    return {
      id: `${id}-${index}`,
      source: SOURCE,
      kind,
      service_request_id: id,
      received_at: received,
      time,
      data: dataOf(kind, requested, random),
    };
  });
}

/** The bytes an event travels as. */
function encode(event: ExpectedEvent): Buffer {
  return Buffer.from(
    JSON.stringify({
      specversion: "1.0",
      id: event.id,
      source: event.source,
      type: `vn.toancanh.report.${event.kind}`,
      subject: event.service_request_id,
      time: new Date(event.time).toISOString(),
      data: event.data,
    }),
  );
}

/** Messages of block `index`, in their order in the stream: a pure function of options and index. */
export function createBlock({ seed, anchor, blocks }: StreamOptions, index: number): StreamMessage[] {
  const random = createRandom(seed * 65_537 + index);
  const clock = anchor - SPAN_MS * (1 - index / blocks);
  const messages: StreamMessage[] = [];
  const add = (kind: "event" | "duplicate" | "conflict", expected: ExpectedEvent): void => {
    messages.push({ kind, key: expected.service_request_id, value: encode(expected), expected });
  };
  const fresh = BLOCK_MESSAGES - MALFORMED - DUPLICATES - CONFLICTS;
  const events: ExpectedEvent[] = [];
  for (let report = 0; events.length < fresh; report += 1) {
    events.push(...createReport(`f${seed}-${index}-${report}`, clock, anchor, random));
  }
  events.length = fresh;
  for (const event of events) add("event", event);
  // Another payload: the same id says that it happened a second earlier.
  const conflicts = shuffle([...events], random)
    .slice(0, CONFLICTS)
    .map((event) => ({ ...event, time: event.time - 1000 }));
  for (const event of conflicts) add("conflict", event);
  const repeatable = [...events, ...conflicts];
  for (let copy = 0; copy < DUPLICATES; copy += 1) {
    const event = repeatable[Math.floor(random() * repeatable.length)];
    if (event !== undefined) add("duplicate", event);
  }
  const time = new Date(clock - HOUR_MS).toISOString();
  const largeBytes = index < HUGE_BLOCKS ? 2_000_000 : 300_000;
  for (let number = 0; number < MALFORMED; number += 1) {
    const id = `f${seed}-${index}-bad-${number}`;
    messages.push({
      kind: "malformed",
      key: id,
      ...createMalformed(number, { id, time, random, largeBytes }),
    });
  }
  return shuffle(messages, random);
}
