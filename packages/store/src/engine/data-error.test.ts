import { describe, expect, it } from "vitest";
import { isDataError } from "./data-error.ts";

describe("isDataError", () => {
  it.each([
    [Object.assign(new Error("Cannot parse input"), { code: "27" }), true],
    [new Error("Code: 53. DB::Exception: Type mismatch"), true],
    [Object.assign(new Error("Memory limit exceeded"), { code: "241" }), false],
    [new Error("Code: 252. DB::Exception: Too many parts"), false],
    [Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }), false],
    ["27", false],
  ])("%s → %s", (error, expected) => {
    expect(isDataError(error)).toBe(expected);
  });
});
