import { describe, expect, it } from "vitest";
import { DEAD_LETTER_LIMIT, DeadLetterGuard } from "./dead-letter-guard.ts";

describe("DeadLetterGuard", () => {
  it("lets 5 % pass and stops above", () => {
    const guard = new DeadLetterGuard(DEAD_LETTER_LIMIT);
    expect(guard.add(1000, 50)).toBe(false);
    expect(guard.add(1000, 51)).toBe(true);
  });

  it("does not stop for a few bad events at the beginning", () => {
    const guard = new DeadLetterGuard(DEAD_LETTER_LIMIT);
    expect(guard.add(24, 24)).toBe(false);
    expect(guard.add(1, 1)).toBe(true);
  });

  it("forgets what lies before the window", () => {
    const guard = new DeadLetterGuard(DEAD_LETTER_LIMIT);
    expect(guard.add(500, 24)).toBe(false);
    for (let batch = 0; batch < 10; batch += 1) expect(guard.add(500, 0)).toBe(false);
    expect(guard.add(500, 24)).toBe(false);
    expect(guard.add(500, 24)).toBe(false);
    expect(guard.add(500, 27)).toBe(true);
  });

  it("never stops with a share of 1", () => {
    const guard = new DeadLetterGuard({ ...DEAD_LETTER_LIMIT, maxShare: 1 });
    expect(guard.add(1000, 1000)).toBe(false);
  });
});
