import type { StoredEvent } from "@toancanh/contracts";
import { describe, expect, test } from "vitest";
import { reportEvents } from "../testing/event-fixture.ts";
import { toEventSet } from "./event-set.ts";

const DAY = "2025-11-20";
const on = reportEvents(`${DAY} 16:20`);

/** A delivery: id, payload hash, when it happened, when we recorded it (any growing number will do). */
function delivery(id: string, hash: string, time: string, recordedAt: number): StoredEvent {
  return on("received", `${DAY} ${time}`, { channel: "app" }, { id, hash, recordedAt });
}

function* ordersOf<T>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) yield [];
  for (const [index, first] of items.entries()) {
    for (const rest of ordersOf(items.toSpliced(index, 1))) yield [first, ...rest];
  }
}

describe("winners, pairs and the last recording", () => {
  const deliveries = [
    delivery("x", "b", "17:00", 5),
    delivery("x", "a", "17:00", 30),
    delivery("x", "a", "17:00", 20),
    delivery("x", "c", "17:00", 40),
    delivery("x", "c", "17:00", 25),
    delivery("y", "b", "16:30", 10),
    delivery("y", "c", "16:30", 12),
  ];

  test("are the same in every order that seven deliveries can come in", () => {
    const seen = new Set<string>();
    for (const order of ordersOf(deliveries)) {
      const { events, pairs, lastRecordedAt } = toEventSet(order);
      const winners = events.map((event) => [event.id, event.payload_hash, event.recorded_at]);
      seen.add(JSON.stringify({ winners, pairs, lastRecordedAt }));
    }
    // Of x three payloads, of y two; "b" and "c" of both are pairs of their own. The last news is x's "c", first
    // heard at 25: neither its second delivery nor that of "a" is any.
    const winners = [
      ["y", "b", 10],
      ["x", "a", 20],
    ];
    expect([...seen]).toEqual([JSON.stringify({ winners, pairs: 5, lastRecordedAt: 25 })]);
  });

  test("the last news may be what won, too", () => {
    expect(toEventSet([delivery("x", "b", "17:00", 5), delivery("x", "a", "17:00", 7)])).toMatchObject({
      pairs: 2,
      lastRecordedAt: 7,
    });
  });

  test("deliveries of one payload are one pair and no conflict", () => {
    const again = [5, 3, 9].map((recordedAt) => delivery("x", "a", "17:00", recordedAt));
    const set = toEventSet(again);
    expect(set).toMatchObject({ pairs: 1, lastRecordedAt: 3 });
    expect(set.events).toEqual([again[1]]);
  });

  test("of nothing there is nothing", () => {
    expect(toEventSet([])).toEqual({ events: [], pairs: 0, lastRecordedAt: Number.NEGATIVE_INFINITY });
  });
});

describe("order", () => {
  const idsOf = (events: StoredEvent[]) => toEventSet(events).events.map((event) => event.id);

  test("time first, then the ids, as text", () => {
    const events = [
      delivery("a", "h", "17:00", 1),
      delivery("e9", "h", "16:30", 1),
      delivery("b", "h", "16:29", 1),
      delivery("e10", "h", "16:30", 1),
      delivery("E9", "h", "16:30", 1),
    ];
    for (const order of ordersOf(events)) expect(idsOf(order)).toEqual(["b", "E9", "e10", "e9", "a"]);
  });

  test("an event stands at the time its winner gives, not at a loser's", () => {
    const events = [
      delivery("x", "b", "16:00", 1),
      delivery("y", "h", "17:00", 2),
      delivery("x", "a", "18:00", 3),
      delivery("x", "c", "19:00", 4),
    ];
    for (const order of ordersOf(events)) expect(idsOf(order)).toEqual(["y", "x"]);
  });

  test("what was handed in stays as it was", () => {
    const events = Object.freeze([delivery("b", "h", "17:00", 1), delivery("a", "h", "16:30", 1)]);
    expect(idsOf([...events])).toEqual(["a", "b"]);
    expect(toEventSet(events).events).not.toBe(events);
    expect(events.map((event) => event.id)).toEqual(["b", "a"]);
  });
});

describe("one id from two sources", () => {
  const from = (source: string, hash: string, recordedAt: number) =>
    on("rated", `${DAY} 17:00`, { rating: 5 }, { id: "same", source, hash, recordedAt });
  const deliveries = [
    from("urn:a", "h1", 1),
    from("urn:b", "h2", 2),
    from("urn:b", "h3", 3),
    from("urn:a", "h1", 4),
    from("urn:c", "h4", 5),
  ];

  test("is one event of each, and a conflict only within a source, in every order", () => {
    for (const order of ordersOf(deliveries)) {
      const { events, pairs } = toEventSet(order);
      expect(events.map(({ source, payload_hash }) => `${source} ${payload_hash}`)).toEqual([
        "urn:a h1",
        "urn:b h2",
        "urn:c h4",
      ]);
      expect(pairs).toBe(4);
    }
  });
});
