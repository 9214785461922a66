import { describe, expect, it } from "vitest";
import { ReadGate } from "./read-gate.ts";

describe("ReadGate", () => {
  it("closes when full and opens when half is free", () => {
    const gate = new ReadGate(5000);
    expect(gate.decide(0.99, 0)).toBe("read");
    expect(gate.decide(1, 10)).toBe("skip");
    expect(gate.decide(0.6, 20)).toBe("skip");
    expect(gate.isClosed).toBe(true);
    expect(gate.decide(0.49, 30)).toBe("read");
    expect(gate.isClosed).toBe(false);
  });

  it("polls on with partitions paused when it lasts", () => {
    const gate = new ReadGate(5000);
    expect(gate.decide(1.2, 1000)).toBe("skip");
    expect(gate.decide(1.2, 5999)).toBe("skip");
    expect(gate.decide(1.2, 6000)).toBe("pause");
    expect(gate.decide(1.2, 7000)).toBe("read");
    expect(gate.isPaused).toBe(true);
    expect(gate.decide(0.1, 8000)).toBe("resume");
    expect(gate.isPaused).toBe(false);
    expect(gate.decide(0.1, 8100)).toBe("read");
  });
});
