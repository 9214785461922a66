import { createHash, type Hash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { ReportState, StoredEvent } from "@toancanh/contracts";
import { foldReport, type Rulebook } from "@toancanh/domain";
import type { Store } from "@toancanh/store";
import { createBlock, type ExpectedEvent, type StreamOptions } from "./stream/stream.ts";
import type { ExpectedLetter } from "./topic-client.ts";

/** What the comparison counted. Every entry of `differences` must be 0. */
export interface Comparison {
  produced: number;
  stored: number;
  duplicates: number;
  deadLetters: number;
  reports: number;
  /** SHA-256 over each column in the order of the stream: expected and found. */
  columns: Record<string, { expected: string; found: string }>;
  differences: Record<string, number>;
  /** The first few, to look at. */
  examples: string[];
}

const COLUMNS = ["id", "source", "kind", "service_request_id", "received_at", "time", "data"] as const;
const DAY_MS = 86_400_000;
const MAX_EXAMPLES = 5;

class ColumnHashes {
  readonly #hashes = new Map<string, Hash>(COLUMNS.map((name) => [name, createHash("sha256")]));

  add(event: ExpectedEvent): void {
    for (const name of COLUMNS) {
      const value = event[name];
      this.#hashes.get(name)?.update(`${typeof value === "object" ? canonical(value) : value}\n`);
    }
  }

  digest(name: string): string {
    return this.#hashes.get(name)?.digest("hex").slice(0, 16) ?? "";
  }
}

/** Fields in alphabetical order, so that equal facts are equal texts. */
function canonical(data: Record<string, unknown>): string {
  return JSON.stringify(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The facts of an event, without what only its arrival decides. */
function factsOf({
  id,
  source,
  kind,
  service_request_id,
  received_at,
  time,
  data,
}: StoredEvent | ExpectedEvent): {
  key: string;
  event: ExpectedEvent;
} {
  const event = { id, source, kind, service_request_id, received_at, time, data: { ...data } };
  return {
    key: `${id} ${time} ${kind} ${received_at} ${source} ${service_request_id} ${canonical(event.data)}`,
    event,
  };
}

function bySortKey(a: { key: string }, b: { key: string }): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

/**
 * Makes the stream again and compares the store with it, fact for fact: events, states as fold of the events, dead
 * letters by their place in the topic.
 */
export async function compareWithOracle(
  { store, rulebook, stream }: { store: Store; rulebook: Rulebook; stream: StreamOptions },
  letters: ReadonlyMap<string, ExpectedLetter>,
): Promise<Comparison> {
  const result: Comparison = {
    produced: 0,
    stored: 0,
    duplicates: 0,
    deadLetters: letters.size,
    reports: 0,
    columns: {},
    differences: {
      missing_events: 0,
      foreign_events: 0,
      missing_states: 0,
      wrong_states: 0,
      foreign_states: 0,
      missing_dead_letters: 0,
      foreign_dead_letters: 0,
      wrong_dead_letters: 0,
      different_columns: 0,
      unaccounted: 0,
    },
    examples: [],
  };
  const differ = (kind: string, example: string): void => {
    result.differences[kind] = (result.differences[kind] ?? 0) + 1;
    if (result.examples.length < MAX_EXAMPLES) result.examples.push(`${kind}: ${example}`);
  };
  const states = await readStates(store, stream.anchor);
  const expectedHashes = new ColumnHashes();
  const foundHashes = new ColumnHashes();

  for (let index = 0; index < stream.blocks; index += 1) {
    const expected = new Map<string, ExpectedEvent>();
    const keys = new Map<string, { service_request_id: string; received_at: number }>();
    for (const message of createBlock(stream, index)) {
      result.produced += 1;
      if (message.kind === "malformed") continue;
      const { service_request_id, received_at } = message.expected;
      keys.set(service_request_id, { service_request_id, received_at });
      expected.set(factsOf(message.expected).key, message.expected);
      if (message.kind === "duplicate") result.duplicates += 1;
    }
    const events = await store.readEvents([...keys.values()]);
    const found = events.map(factsOf).sort(bySortKey);
    for (const { key, event } of found) {
      foundHashes.add(event);
      if (!expected.has(key)) differ("foreign_events", key);
    }
    const foundKeys = new Set(found.map(({ key }) => key));
    for (const [key, event] of [...expected].sort(([a], [b]) => (a < b ? -1 : 1))) {
      expectedHashes.add(event);
      if (!foundKeys.has(key)) differ("missing_events", key);
    }
    result.stored += found.length;
    const byReport = groupByReport(events);
    for (const id of keys.keys()) {
      result.reports += 1;
      const state = states.get(id);
      const ofReport = byReport.get(id);
      states.delete(id);
      if (ofReport === undefined) continue;
      if (state === undefined) differ("missing_states", id);
      else if (!isSameState(state, ofReport, rulebook)) differ("wrong_states", id);
    }
  }
  for (const id of states.keys()) differ("foreign_states", id);
  for (const name of COLUMNS) {
    const column = { expected: expectedHashes.digest(name), found: foundHashes.digest(name) };
    result.columns[name] = column;
    if (column.expected !== column.found) differ("different_columns", name);
  }
  await compareLetters(store, letters, differ);
  const accounted = result.stored + result.duplicates + result.deadLetters;
  result.differences.unaccounted = Math.abs(result.produced - accounted);
  return result;
}

/** When an event was recorded is not among its facts: two processes may have read the same message. */
function isSameState(state: ReportState, events: StoredEvent[], rulebook: Rulebook): boolean {
  const { cell: _cell, ward_code: _ward, ward_code_now: _now, last_recorded_at: _at, ...found } = state;
  const { last_recorded_at: _folded, ...expected } = foldReport(rulebook, events);
  return isDeepStrictEqual(found, expected);
}

async function readStates(store: Store, anchor: number): Promise<Map<string, ReportState>> {
  const states = new Map<string, ReportState>();
  for (let from = anchor - 30 * DAY_MS; from < anchor + DAY_MS; from += DAY_MS) {
    for (const row of await store.query("states_in_period", { from, to: from + DAY_MS })) {
      states.set(row.service_request_id, row);
    }
  }
  return states;
}

async function compareLetters(
  store: Store,
  letters: ReadonlyMap<string, ExpectedLetter>,
  differ: (kind: string, example: string) => void,
): Promise<void> {
  const left = new Map(letters);
  const limit = 5000;
  for (let offset = 0; ; offset += limit) {
    const rows = await store.query("dead_letters_list", { limit, offset });
    for (const { position, reason_code, raw_sha256 } of rows) {
      const expected = left.get(position);
      left.delete(position);
      if (expected === undefined) differ("foreign_dead_letters", `${position} ${reason_code}`);
      else if (expected.reason !== reason_code || expected.sha256 !== raw_sha256) {
        differ("wrong_dead_letters", `${position} ${reason_code} instead of ${expected.reason}`);
      }
    }
    if (rows.length < limit) break;
  }
  for (const [position, { reason }] of left) differ("missing_dead_letters", `${position} ${reason}`);
}

function groupByReport(events: readonly StoredEvent[]): Map<string, StoredEvent[]> {
  const reports = new Map<string, StoredEvent[]>();
  for (const event of events) {
    const report = reports.get(event.service_request_id);
    if (report === undefined) reports.set(event.service_request_id, [event]);
    else report.push(event);
  }
  return reports;
}
