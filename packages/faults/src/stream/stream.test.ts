import { describe, expect, it } from "vitest";
import { BLOCK_MESSAGES, createBlock } from "./stream.ts";

const options = { seed: 7, anchor: Date.UTC(2026, 0, 20), blocks: 4 };

describe("the stream of the fault run", () => {
  it("is the same for the same seed, and another for another", () => {
    const values = (seed: number) =>
      createBlock({ ...options, seed }, 1).map(({ value }) => value?.toString("latin1"));
    expect(values(7)).toEqual(values(7));
    expect(values(7)).not.toEqual(values(8));
  });

  it("has 5 % duplicates, 0.5 % conflicts and 1 % malformed of ten classes", () => {
    const block = createBlock(options, 0);
    const count = (kind: string) => block.filter((message) => message.kind === kind).length;
    expect(block).toHaveLength(BLOCK_MESSAGES);
    expect([count("duplicate"), count("conflict"), count("malformed")]).toEqual([100, 10, 20]);
    const bad = block.filter((message) => message.kind === "malformed");
    expect(new Set(bad.map(({ value }) => value?.toString("latin1"))).size).toBe(19);
    expect(new Set(bad.map((message) => message.kind === "malformed" && message.reason)).size).toBe(9);
  });

  it("tells nothing that lies in the future", () => {
    for (const message of createBlock(options, 3)) {
      if (message.kind === "malformed") continue;
      expect(message.expected.time).toBeLessThanOrEqual(options.anchor);
      expect(message.expected.received_at).toBeLessThanOrEqual(options.anchor);
    }
  });
});
