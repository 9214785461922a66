import { describe, expect, it } from "vitest";
import { IngestStoppedError } from "./ingest-error.ts";
import { type RetryOptions, retryUntilAnswered } from "./retry.ts";

const REFUSED = new Error("refused\nrow: a citizen's name");

function open(over: Partial<RetryOptions> = {}) {
  const lines: string[] = [];
  const write = (fields: object): void => {
    lines.push(JSON.stringify(fields));
  };
  const stop = new AbortController();
  const options: RetryOptions = {
    signal: stop.signal,
    log: { info: write, warn: write, error: write },
    isFinal: () => false,
    baseMs: 1,
    maxMs: 2,
    random: () => 1,
    ...over,
  };
  return { options, lines, stop };
}

describe("retryUntilAnswered", () => {
  it("repeats until answered, waiting below a bound that doubles, and logs the first line only", async () => {
    const { options, lines } = open({ maxMs: 4 });
    let tries = 0;
    const answer = await retryUntilAnswered(
      "op",
      () => (++tries < 5 ? Promise.reject(REFUSED) : Promise.resolve(7)),
      options,
    );
    expect([answer, tries]).toEqual([7, 5]);
    expect(lines.map((line) => JSON.parse(line).wait_ms)).toEqual([1, 2, 4, 4]);
    expect(lines.join()).not.toContain("citizen");
  });

  it("throws a final error at once", async () => {
    const { options, lines } = open({ isFinal: (error) => error === REFUSED });
    await expect(retryUntilAnswered("op", () => Promise.reject(REFUSED), options)).rejects.toBe(REFUSED);
    expect(lines).toEqual([]);
  });

  it("ends when stopped, while waiting and before trying", async () => {
    const { options, stop } = open({ baseMs: 60_000, maxMs: 60_000 });
    const waiting = retryUntilAnswered("op", () => Promise.reject(REFUSED), options);
    setTimeout(() => stop.abort(), 5);
    await expect(waiting).rejects.toBeInstanceOf(IngestStoppedError);
    await expect(retryUntilAnswered("op", () => Promise.resolve(1), options)).rejects.toBeInstanceOf(
      IngestStoppedError,
    );
  });
});
