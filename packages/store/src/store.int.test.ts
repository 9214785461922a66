import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore, type Store } from "./store.ts";
import { SAMPLE_TIME, sampleEvent, sampleState } from "./testing/sample-rows.ts";

describe("store on the embedded engine", () => {
  const path = mkdtempSync(join(tmpdir(), "toancanh-store-"));
  let store: Store;

  beforeAll(async () => {
    store = await openStore({ path, clock: { now: Date.now } });
  });
  afterAll(async () => {
    await store.close();
    rmSync(path, { recursive: true, force: true });
  });

  it("gives back the events it was given, text and times to the last character", async () => {
    const odd = sampleEvent({
      service_request_id: "ủy ban\t'\\\n",
      id: 'e-"2"',
      received_at: Date.UTC(1969, 11, 31, 23, 59, 59, 999),
      data: {
        requested_datetime: "1969-12-31T23:59:59.999Z",
        channel: "đường dây nóng \u0000 \\n {x:String}",
      },
    });
    await store.appendEvents([sampleEvent(), odd]);
    expect(await store.readEvents([sampleEvent()])).toEqual([sampleEvent()]);
    expect(await store.readEvents([odd, sampleEvent({ service_request_id: "none" })])).toEqual([odd]);
    expect(await store.readEvents([{ ...odd, received_at: odd.received_at + 1 }])).toEqual([]);
    expect(await store.readEvents([])).toEqual([]);
  });

  it("stores an exact duplicate once, first recorded; another payload beside it", async () => {
    const event = sampleEvent({ service_request_id: "r-2" });
    await store.appendEvents([event]);
    await store.appendEvents([
      { ...event, recorded_at: event.recorded_at + 5 },
      { ...event, recorded_at: event.recorded_at - 5 },
    ]);
    await store.appendEvents([{ ...event, payload_hash: "bb" }]);
    const stored = await store.readEvents([event]);
    expect(stored.map((row) => [row.payload_hash, row.recorded_at - event.recorded_at])).toEqual([
      ["aa", -5],
      ["bb", 0],
    ]);
  });

  it("takes a batch over many months, and empty ones", async () => {
    const month = 30 * 86_400_000;
    const events = Array.from({ length: 150 }, (_, index) =>
      sampleEvent({ service_request_id: `m-${index}`, received_at: SAMPLE_TIME - index * month }),
    );
    await store.appendEvents(events);
    await store.appendEvents([]);
    await store.writeStates([]);
    await store.writeDeadLetters([]);
    expect(await store.readEvents(events)).toHaveLength(150);
  });

  it("keeps the last position of a source", async () => {
    expect(await store.readPosition("kafka/0")).toBeNull();
    await store.writePosition("kafka/0", '{"offset":1}');
    await store.writePosition("kafka/0", '{"offset":2}');
    await store.writePosition("kafka/1", "'\\");
    expect(await store.readPosition("kafka/0")).toBe('{"offset":2}');
    expect(await store.readPosition("kafka/1")).toBe("'\\");
  });

  it("writes states with their arrays", async () => {
    await store.writeStates([sampleState(), sampleState({ cell: "", lat: null, long: null, version: 2 })]);
  });
});
