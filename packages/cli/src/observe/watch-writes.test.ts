import { StoreError } from "@toancanh/store";
import pino from "pino";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createAlarmBoard } from "./alarm-board.ts";
import { createWriteWatch } from "./watch-writes.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** What ClickHouse and the operating system really say when a write cannot be done. */
const FAILURES: [string, Error, string][] = [
  [
    "a full disk, told by ClickHouse",
    new Error(
      "Code: 243. DB::Exception: Cannot reserve 1.00 MiB, not enough space: While executing WaitForAsyncInsert. (NOT_ENOUGH_SPACE)",
    ),
    "NOT_ENOUGH_SPACE",
  ],
  [
    "a full disk in the middle of a part",
    new Error(
      "Code: 75. DB::ErrnoException: Cannot write to file /data/store/0a1/tmp_insert_202611_1_1_0/data.bin: , errno: 28, strerror: No space left on device. (CANNOT_WRITE_TO_FILE_DESCRIPTOR)",
    ),
    "CANNOT_WRITE_TO_FILE_DESCRIPTOR",
  ],
  [
    "a file system that is read-only",
    new Error(
      "Code: 1001. DB::Exception: std::filesystem::filesystem_error: filesystem error: in create_directory: Read-only file system [/data/store/0a1/]. (STD_EXCEPTION)",
    ),
    "STD_EXCEPTION",
  ],
  [
    "an fsync that fails",
    new Error(
      "Code: 76. DB::ErrnoException: Cannot fsync /data/store/0a1/data.bin: , errno: 5, strerror: Input/output error. (CANNOT_FSYNC)",
    ),
    "CANNOT_FSYNC",
  ],
  [
    "a table that is read-only",
    new Error("Code: 242. DB::Exception: Table is in readonly mode. (TABLE_IS_READ_ONLY)"),
    "TABLE_IS_READ_ONLY",
  ],
  [
    "the operating system",
    Object.assign(new Error("ENOSPC: no space left, write"), { code: "ENOSPC" }),
    "ENOSPC",
  ],
  ["the network", Object.assign(new Error("connect"), { code: "ECONNREFUSED" }), "ECONNREFUSED"],
];

function start() {
  const board = createAlarmBoard();
  const watch = createWriteWatch({ part: "store", board, log: pino({ level: "silent" }) });
  return { board, watch, codes: () => board.alarms().map(({ code }) => code) };
}

describe("a watch over writes", () => {
  it.each(FAILURES)("raises an alarm at once for %s, and ends it by itself", async (_what, failure, name) => {
    const { board, watch, codes } = start();
    await expect(watch("append_events", () => Promise.reject(failure))).rejects.toBe(failure);
    expect(codes()).toEqual(["writes_failing"]);
    const text = board.alarms()[0]?.message.en ?? "";
    expect(text).toContain(name);
    expect(text).not.toMatch(/\/data|tmp_insert/);
    // That another kind of write goes well says nothing of this one.
    await watch("write_position", async () => undefined);
    expect(codes()).toEqual(["writes_failing"]);
    await watch("append_events", async () => undefined);
    expect(codes()).toEqual([]);
  });

  it("raises one for a write that is not answered within 5 s, until it is", async () => {
    const { watch, codes } = start();
    let answer: () => void = () => undefined;
    const slow = watch("append_events", () => new Promise<void>((resolve) => (answer = resolve)));
    vi.advanceTimersByTime(4_900);
    expect(codes()).toEqual([]);
    vi.advanceTimersByTime(200);
    expect(codes()).toEqual(["writes_failing"]);
    // Another one of its kind succeeds beside it: this one is overdue still.
    await watch("append_events", async () => undefined);
    expect(codes()).toEqual(["writes_failing"]);
    answer();
    await slow;
    expect(codes()).toEqual([]);
  });

  it.each([
    [
      "rows that are refused for what they say",
      new Error("Code: 27. DB::Exception: Cannot parse. (CANNOT_PARSE)"),
    ],
    ["a store that was closed", new StoreError("closed", "the store is closed")],
  ])("raises none for %s", async (_what, failure) => {
    const { watch, codes } = start();
    await expect(watch("append_events", () => Promise.reject(failure))).rejects.toBe(failure);
    expect(codes()).toEqual([]);
  });
});
