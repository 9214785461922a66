import { describe, expect, it } from "vitest";
import { formatMessage, parseMessageId } from "./message.ts";

describe("live message", () => {
  it("is one SSE message", () => {
    expect(formatMessage("delta", "r1", 7, '{"a":1}')).toBe('id: r1-7\nevent: delta\ndata: {"a":1}\n\n');
  });

  it.each([
    ["r1-7", 7],
    ["r1-0", 0],
    ["r2-7", null],
    ["r1-", null],
    ["r1-7x", null],
    ["r1--7", null],
    ["", null],
    [undefined, null],
  ])("reads the id %s as %s", (id, expected) => {
    expect(parseMessageId(id, "r1")).toBe(expected);
  });
});
