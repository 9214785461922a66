import type { FigureQuery } from "@toancanh/contracts";
import { buildRulebook } from "@toancanh/domain";
import { CITY } from "@toancanh/domain/testing";
import { describe, expect, it } from "vitest";
import { resolveScope, toPeriod } from "./scope.ts";

const OFFICIAL = CITY.periods;
const NOW = Date.parse("2025-11-21T12:00:00+07:00");

function resolve(query: FigureQuery, periods = OFFICIAL) {
  const scope = resolveScope(query, buildRulebook({ ...CITY, periods }), NOW);
  const { from, to } = toPeriod(scope.kind, scope.period);
  return { scope, from, to };
}

describe("scope of a figure", () => {
  it("is the city's default period that contains now", () => {
    expect(resolve({})).toMatchObject({
      scope: { kind: "official", denominator: "due", exclude: [] },
      from: "2025-10-25T05:00:00.000Z",
      to: "2025-11-25T05:00:00.000Z",
    });
    expect(resolve({}, OFFICIAL.slice(1)).scope.kind).toBe("calendar");
  });

  it("goes back by offset, and has the three periods before", () => {
    const { scope, from } = resolve({ period: "calendar", offset: 1 });
    expect(from).toBe("2025-09-30T17:00:00.000Z");
    expect(scope.before.map((span) => new Date(span.from).toISOString())).toEqual([
      "2025-08-31T17:00:00.000Z",
      "2025-07-31T17:00:00.000Z",
      "2025-06-30T17:00:00.000Z",
    ]);
  });

  it("takes custom bounds with any offset of zone, and counts back by their length", () => {
    const { scope, from, to } = resolve({
      from: "2025-11-01T00:00:00+07:00",
      to: "2025-11-02T00:00:00+07:00",
    });
    expect([scope.kind, from, to]).toEqual([
      "custom",
      "2025-10-31T17:00:00.000Z",
      "2025-11-01T17:00:00.000Z",
    ]);
    expect(scope.before[0]).toEqual({ from: Date.parse("2025-10-30T17:00:00Z"), to: Date.parse(from) });
    const back = resolve({
      period: "custom",
      offset: 2,
      from: "2025-11-01T00:00:00Z",
      to: "2025-11-02T00:00:00Z",
    });
    expect(back.from).toBe("2025-10-30T00:00:00.000Z");
  });

  it("reads what is excluded", () => {
    expect(resolve({ exclude: "merged,rejected" }).scope.exclude).toEqual(["rejected", "merged"]);
    expect(resolve({ exclude: "merged" }).scope.exclude).toEqual(["merged"]);
  });

  it.each<[FigureQuery, string, string]>([
    [{ period: "custom" }, "/from", "from is missing"],
    [{ from: "2025-11-01T00:00:00Z" }, "/to", "to is missing"],
    [{ from: "2025-11-02T00:00:00Z", to: "2025-11-01T00:00:00Z" }, "/to", "later than from"],
    [{ from: "2025-02-30T00:00:00Z", to: "2025-11-01T00:00:00Z" }, "/from", "no date that exists"],
    [{ period: "year", from: "2025-11-01T00:00:00Z" }, "/period", "its own bounds"],
  ])("refuses %o naming the parameter", (query, pointer, text) => {
    expect(() => resolve(query)).toThrow(
      expect.objectContaining({
        status: 400,
        message: expect.stringContaining(text),
        errors: [expect.objectContaining({ pointer })],
      }),
    );
  });

  it("refuses a period the city does not have, naming those it has", () => {
    expect(() => resolve({ period: "official" }, OFFICIAL.slice(1))).toThrow(/calendar, quarter, year/);
  });
});
