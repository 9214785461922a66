import { describe, expect, it } from "vitest";
import { createServerClock } from "./server-clock.ts";

describe("createServerClock", () => {
  it("follows the server and not the machine's clock", () => {
    let wall = 1_000_000;
    let steady = 0;
    const clock = createServerClock(
      () => wall,
      () => steady,
    );
    expect(clock.now()).toBe(1_000_000);
    expect(clock.skew()).toBeNull();
    clock.observe(990_000);
    expect(clock.now()).toBe(990_000);
    expect(clock.skew()).toBe(10_000);
    steady += 5_000;
    wall = 0;
    expect(clock.now()).toBe(995_000);
  });

  it("keeps the reading with the least delay but follows a server whose clock was set", () => {
    let steady = 0;
    const clock = createServerClock(
      () => 0,
      () => steady,
    );
    clock.observe(10_000);
    steady = 1_000;
    clock.observe(10_800);
    expect(clock.now()).toBe(11_000);
    clock.observe(5_000);
    expect(clock.now()).toBe(5_000);
  });
});
