import { describe, expect, it } from "vitest";
import { BatchQueue, type BatchQueueOptions } from "./batch-queue.ts";
import { BackPressureError, IngestStoppedError, WithdrawnError } from "./ingest-error.ts";

function open(over: Partial<BatchQueueOptions<string>> = {}) {
  const batches: string[][] = [];
  const queue = new BatchQueue<string>({
    maxBatchRows: 10,
    maxPendingRows: 20,
    lingerMs: 0,
    lingerBelowRows: 0,
    maxBatchBytes: 1000,
    loadRows: 1000,
    loadLingerMs: 0,
    failed: () => {},
    run: async (jobs) => {
      batches.push([...jobs]);
      await Promise.resolve();
      return () => Promise.resolve();
    },
    ...over,
  });
  return { batches, queue };
}

describe("BatchQueue", () => {
  it("runs one batch at a time, in order; what waits becomes the next, within its bound", async () => {
    let running = 0;
    const seen: string[][] = [];
    const { queue } = open({
      run: async (jobs) => {
        expect(++running).toBe(1);
        seen.push([...jobs]);
        await new Promise((resolve) => setTimeout(resolve, 5));
        running--;
        return () => Promise.resolve();
      },
    });
    await Promise.all(["a", "b", "c", "d", "e"].map((job) => queue.push(job, 4)));
    expect(seen).toEqual([["a", "b"], ["c", "d"], ["e"]]);
  });

  it("never cuts a job that is larger than a batch", async () => {
    const { queue, batches } = open({ lingerMs: 5, lingerBelowRows: 1000 });
    await Promise.all([queue.push("small", 1), queue.push("huge", 99), queue.push("next", 1)]);
    expect(batches).toEqual([["small"], ["huge"], ["next"]]);
  });

  it("waits for company while small, and no longer than it takes to have enough", async () => {
    const { queue, batches } = open({ lingerMs: 60_000, lingerBelowRows: 3 });
    const first = queue.push("a", 1);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(batches).toEqual([]);
    await Promise.all([first, queue.push("b", 1), queue.push("c", 1)]);
    expect(batches).toEqual([["a", "b", "c"]]);
  });

  it("fails the jobs of a failed batch and goes on with the next", async () => {
    const { queue } = open({
      maxBatchRows: 1,
      run: (jobs) =>
        jobs.includes("bad") ? Promise.reject(new Error("no")) : Promise.resolve(() => Promise.resolve()),
    });
    const results = await Promise.allSettled(["a", "bad", "b"].map((job) => queue.push(job, 1)));
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });

  it("begins the next batch while one finishes; they finish one after the other", async () => {
    const seen: string[] = [];
    const { queue } = open({
      maxBatchRows: 1,
      run: (jobs) => {
        seen.push(`begin ${jobs}`);
        return Promise.resolve(async () => {
          await new Promise((resolve) => setTimeout(resolve, 5));
          seen.push(`end ${jobs}`);
        });
      },
    });
    await Promise.all(["a", "b", "c"].map((job) => queue.push(job, 1)));
    expect(seen).toEqual(["begin a", "begin b", "end a", "begin c", "end b", "end c"]);
  });

  it("fails with a batch that could not finish the one that had begun meanwhile, and no other", async () => {
    const { queue } = open({
      maxBatchRows: 1,
      run: (jobs) =>
        Promise.resolve(() => (jobs.includes("bad") ? Promise.reject(new Error("no")) : Promise.resolve())),
    });
    const results = await Promise.allSettled(["a", "bad", "b", "c", "d"].map((job) => queue.push(job, 1)));
    expect(results.map(({ status }) => status)).toEqual([
      "fulfilled",
      "rejected",
      "rejected",
      "fulfilled",
      "fulfilled",
    ]);
    await expect(queue.push("bad", 1)).rejects.toThrow("no");
    await queue.push("later", 1);
  });

  it("gathers a stream for long under load, and lets it go with the first job whose sender waits", async () => {
    const { queue, batches } = open({
      lingerMs: 60_000,
      lingerBelowRows: 4,
      loadRows: 2,
      loadLingerMs: 60_000,
    });
    const stream = ["a", "b", "c", "d"].map((job) => queue.push(job, 1, { pace: "stream" }));
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(batches).toEqual([]);
    await Promise.all([...stream, queue.push("e", 1)]);
    expect(batches).toEqual([["a", "b", "c", "d", "e"]]);
  });

  it("cuts by bytes too", async () => {
    const { queue, batches } = open({ lingerMs: 60_000, lingerBelowRows: 100 });
    await Promise.all(["a", "b", "c"].map((job) => queue.push(job, 1, { bytes: 500 })).slice(0, 2));
    expect(batches).toEqual([["a", "b"]]);
    await queue.close();
  });

  it("gives up what was withdrawn before its batch began, and only that", async () => {
    const { queue, batches } = open({ lingerMs: 60_000, lingerBelowRows: 2, maxBatchRows: 2 });
    const withdrawal = new AbortController();
    const given = ["a", "b", "c"].map((job) => queue.push(job, 1, { signal: withdrawal.signal }));
    const outcomes = Promise.allSettled(given);
    await given[0];
    withdrawal.abort();
    await queue.close();
    expect((await outcomes).map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected"]);
    await expect(given[2]).rejects.toBeInstanceOf(WithdrawnError);
    await expect(queue.push("late", 1, { signal: withdrawal.signal })).rejects.toThrow(WithdrawnError);
    expect(batches).toEqual([["a", "b"]]);
  });

  it("asks for no room of a source that bounds itself", () => {
    const { queue } = open();
    queue.admit(20);
    queue.admit(0);
    expect(() => queue.admit(1)).toThrow(BackPressureError);
  });

  it("admits up to its bound, always one, and nothing after close; close waits for what was taken", async () => {
    const { queue, batches } = open({ lingerMs: 60_000, lingerBelowRows: 100 });
    queue.admit(50);
    expect(() => queue.admit(1)).toThrow(BackPressureError);
    queue.release(50);
    queue.admit(20);
    expect(() => queue.admit(1)).toThrow(BackPressureError);
    const waiting = queue.push("a", 1);
    await queue.close();
    await waiting;
    expect(batches).toEqual([["a"]]);
    expect(() => queue.admit(1)).toThrow(IngestStoppedError);
  });
});
