import { describe, expect, it } from "vitest";
import { commandOf } from "./wall-keys.ts";

describe("commandOf", () => {
  it("knows the wall's keys and no others", () => {
    expect(commandOf("ArrowRight", 4)).toEqual({ kind: "step", by: 1 });
    expect(commandOf("ArrowLeft", 4)).toEqual({ kind: "step", by: -1 });
    expect(commandOf("1", 4)).toEqual({ kind: "pick", index: 0 });
    expect(commandOf("4", 4)).toEqual({ kind: "pick", index: 3 });
    expect(commandOf("5", 4)).toBeNull();
    expect(commandOf("0", 4)).toBeNull();
    expect(commandOf(" ", 4)).toEqual({ kind: "pause" });
    expect(commandOf("L", 4)).toEqual({ kind: "language" });
    expect(commandOf("?", 4)).toEqual({ kind: "help" });
    expect(commandOf("x", 4)).toBeNull();
  });
});
