import { describe, expect, it } from "vitest";
import { BackPressureError, IngestStoppedError, WithdrawnError } from "../../ingest-error.ts";
import type { AcceptOptions, AcceptResult, RawItem } from "../../ingest-options.ts";
import { takeEvents } from "./take-events.ts";

const RESULT: AcceptResult = { accepted: 0, duplicates: 0, conflicts: 0, dead_letters: 0, errors: [] };
const REQUEST = {
  body: Buffer.from("[{},{}]"),
  contentType: "application/json",
  requestId: "req-7",
  limitMs: 10_000,
};

function answering(result: Partial<AcceptResult>) {
  const calls: { items: readonly RawItem[]; options: AcceptOptions }[] = [];
  const accept = (items: readonly RawItem[], options: AcceptOptions): Promise<AcceptResult> => {
    calls.push({ items, options });
    return Promise.resolve({ ...RESULT, ...result });
  };
  return { accept, calls };
}

const failing = (error: Error) => ({ accept: () => Promise.reject(error) });

describe("takeEvents", () => {
  it("hands every event on with its place in the request", async () => {
    const ingester = answering({ accepted: 1, dead_letters: 1 });
    expect(await takeEvents(ingester, REQUEST)).toMatchObject({ kind: "taken", result: { accepted: 1 } });
    const [call] = ingester.calls;
    expect(call?.items).toHaveLength(2);
    expect(call?.options.originOf(1)).toEqual({ kind: "http", request: "req-7", index: 1 });
  });

  it("tells a request of which nothing could be taken from one whose events were there before", async () => {
    expect((await takeEvents(answering({ dead_letters: 2 }), REQUEST)).kind).toBe("all_rejected");
    expect((await takeEvents(answering({ duplicates: 2 }), REQUEST)).kind).toBe("taken");
  });

  it("refuses a body that is no list of events before the ingester sees it", async () => {
    const ingester = answering({});
    const taken = await takeEvents(ingester, { ...REQUEST, body: Buffer.from("[{}") });
    expect(taken).toMatchObject({ kind: "unreadable", status: 400, code: "not_json" });
    expect(ingester.calls).toEqual([]);
  });

  it("says when to come again, and throws what it does not know", async () => {
    const full = failing(new BackPressureError(50_000, 2));
    expect(await takeEvents(full, REQUEST)).toEqual({ kind: "back_pressure", retryAfterSeconds: 2 });
    expect(await takeEvents(failing(new IngestStoppedError()), REQUEST)).toEqual({ kind: "stopping" });
    await expect(takeEvents(failing(new RangeError("unknown")), REQUEST)).rejects.toThrow(RangeError);
  });

  it.each(["never answers", "is withdrawn"])("is answered in time when the ingester %s", async (how) => {
    const accept = (_items: readonly RawItem[], { signal }: AcceptOptions): Promise<AcceptResult> =>
      new Promise((_resolve, reject) => {
        if (how === "is withdrawn") signal?.addEventListener("abort", () => reject(new WithdrawnError()));
      });
    const began = performance.now();
    const taken = await takeEvents({ accept }, { ...REQUEST, limitMs: 50 });
    expect(taken).toEqual({ kind: "not_in_time", retryAfterSeconds: 1 });
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
