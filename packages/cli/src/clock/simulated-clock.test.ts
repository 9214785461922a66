import { expect, it } from "vitest";
import { createSimulatedClock } from "./simulated-clock.ts";

it("stands until it is started, then runs at its pace, and stands again", () => {
  let real = 500;
  const clock = createSimulatedClock(1_000_000, 60, false, () => real);
  real += 10_000;
  expect([clock.now(), clock.speed, clock.simulated]).toEqual([1_000_000, 0, true]);
  clock.start();
  real += 1000;
  expect([clock.now(), clock.speed]).toEqual([1_060_000, 60]);
  clock.start();
  expect(clock.now()).toBe(1_060_000);
  clock.stop();
  real += 5000;
  expect([clock.now(), clock.speed]).toEqual([1_060_000, 0]);
});

it("keeps whole milliseconds at any pace", () => {
  let real = 0;
  const clock = createSimulatedClock(0, 0.3, false, () => real);
  clock.start();
  real = 7.7;
  expect(clock.now()).toBe(2);
});
