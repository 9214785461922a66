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

  it("runs at the pace of a simulated clock, stands with it, and takes turns by real time", () => {
    let wall = 9_000_000;
    let steady = 0;
    const clock = createServerClock(
      () => wall,
      () => steady,
    );
    clock.observe(10_000, 0);
    steady = 60_000;
    wall += 60_000;
    expect([clock.now(), clock.speed(), clock.skew(), clock.turnTime()]).toEqual([
      10_000,
      0,
      null,
      9_060_000,
    ]);
    clock.observe(10_000, 60);
    steady += 1_000;
    // A reading half a second late is half a minute behind at that pace.
    clock.observe(40_000, 60);
    expect(clock.now()).toBe(70_000);
    clock.observe(5_000, 60);
    expect(clock.now()).toBe(5_000);
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
