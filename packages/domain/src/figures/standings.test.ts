import { describe, expect, it } from "vitest";
import { levelAgainst, probabilityHigher, standingsOf, type UnitTrials, usualRates } from "./standings.ts";

const unit = (id: string, now: [number, number], before: [number, number] = [3, 100]): UnitTrials => ({
  id,
  now: { late: now[0], due: now[1] },
  before: { late: before[0], due: before[1] },
});
/** A group whose rates lie around 3 %. */
const GROUP = Array.from({ length: 20 }, (_, n) => unit(`g${n}`, [n % 5, 80 + n], [n % 6, 120]));
const RULES = { minimumDue: 20, target: null };

describe("standingsOf", () => {
  it("never ranks one late report of one: it is pooled with the others that had little", () => {
    const { rows, pooled } = standingsOf([...GROUP, unit("one", [1, 1]), unit("few", [0, 19])], RULES);
    expect(rows.map((row) => row.id)).not.toContain("one");
    expect(pooled).toMatchObject({ units: 2, late: 1, due: 20 });
    expect(pooled?.estimate).toBeLessThan(0.1);
    expect(rows.every((row) => row.due >= 20)).toBe(true);
  });
  it("counts each unit in exactly one line", () => {
    const { rows, pooled, late, due, units } = standingsOf(
      [...GROUP, unit("few", [2, 7]), unit("idle", [0, 0])],
      RULES,
    );
    expect(rows.reduce((sum, row) => sum + row.late, 0) + (pooled?.late ?? 0)).toBe(late);
    expect(rows.reduce((sum, row) => sum + row.due, 0) + (pooled?.due ?? 0)).toBe(due);
    expect(rows.length + (pooled?.units ?? 0)).toBe(units);
    expect(units).toBe(21);
  });
  it("draws a small unit further towards its group than a large one with the same share", () => {
    const { rows } = standingsOf([...GROUP, unit("small", [5, 25]), unit("large", [100, 500])], RULES);
    const of = (id: string) => rows.find((row) => row.id === id);
    expect(of("small")?.estimate).toBeLessThan(of("large")?.estimate ?? 0);
    expect(of("large")?.estimate).toBeGreaterThan(0.14);
    expect(of("small")?.interval[1]).toBeGreaterThan(of("small")?.estimate ?? 1);
  });
  it("holds rates against the target where there is one, else against the group's own rate", () => {
    expect(standingsOf(GROUP, { minimumDue: 20, target: 0.01 }).mark).toBe(0.01);
    const own = standingsOf(GROUP, RULES);
    expect(own.mark).toBeCloseTo(own.late / own.due, 12);
    const { rows } = standingsOf([...GROUP, unit("bad", [40, 100])], RULES);
    expect(rows.filter((row) => row.is_above_mark).map((row) => row.id)).toEqual(["bad"]);
  });
  it("marks no unit for one or two late, and none that is alone in its group", () => {
    const clean = Array.from({ length: 12 }, (_, n) => unit(`c${n}`, [0, 400], [0, 1200]));
    const { rows } = standingsOf([...clean, unit("two", [2, 20], [0, 100])], {
      minimumDue: 20,
      target: 0.001,
    });
    expect(rows.filter((row) => row.is_above_mark)).toEqual([]);
    const [alone] = standingsOf([unit("alone", [9, 155], [40, 500])], RULES).rows;
    expect(alone?.is_above_mark).toBe(false);
  });
  it("says nothing of a group without anything due", () => {
    expect(standingsOf([], RULES)).toEqual({
      late: 0,
      due: 0,
      units: 0,
      mark: null,
      rows: [],
      pooled: null,
      changes: [],
    });
    expect(standingsOf([unit("idle", [0, 0], [0, 0])], RULES)).toMatchObject({ units: 0, pooled: null });
  });
  it("does not pull towards one half where nothing is known beforehand", () => {
    const { rows } = standingsOf([unit("new", [0, 200], [0, 0]), unit("other", [1, 100], [0, 0])], RULES);
    expect(Math.max(...rows.map((row) => row.estimate))).toBeLessThan(0.02);
  });
  it("orders equal estimates by more late, then by id", () => {
    const { rows } = standingsOf([unit("b", [1, 50]), unit("a", [1, 50]), ...GROUP], RULES);
    const ids = rows.map((row) => row.id);
    expect(ids.indexOf("a")).toBe(ids.indexOf("b") - 1);
  });
});

describe("sure changes", () => {
  it("names a rise or fall only where it is sure and rests on enough work", () => {
    const steady = Array.from({ length: 20 }, (_, n) => unit(`s${n}`, [3, 100 + n], [4, 130]));
    const { changes, rows } = standingsOf(
      [
        ...steady,
        unit("worse", [20, 150], [5, 400]),
        unit("better", [0, 300], [40, 500]),
        unit("few due", [10, 60], [2, 400]),
        unit("three late", [3, 90], [0, 900]),
        unit("chance", [5, 120], [12, 400]),
        unit("new", [20, 150], [0, 0]),
      ],
      RULES,
    );
    const [worse, better] = [
      changes.filter(({ change }) => change > 0),
      changes.filter(({ change }) => change < 0),
    ];
    expect(rows.filter(({ trend }) => trend !== null).map(({ id, trend }) => [id, trend])).toEqual([
      ["worse", "worse"],
      ["better", "better"],
    ]);
    expect(worse.map(({ id }) => id)).toEqual(["worse"]);
    expect(better.map(({ id }) => id)).toEqual(["better"]);
    expect(worse[0]?.change).toBeCloseTo(20 / 150 - 5 / 400, 12);
    expect(worse[0]?.probability_worse).toBeGreaterThan(0.99);
  });
});

describe("probabilityHigher", () => {
  it("agrees with the closed form for whole parameters", () => {
    // P(X > Y) = Σ_{i<a} B(c + i, b + d) / ((b + i) B(1 + i, b) B(c, d)) (Cook 2005), here by simple cases.
    expect(probabilityHigher({ alpha: 1, beta: 1 }, { alpha: 1, beta: 1 })).toBeCloseTo(0.5, 4);
    expect(probabilityHigher({ alpha: 2, beta: 1 }, { alpha: 1, beta: 1 })).toBeCloseTo(2 / 3, 4);
    expect(probabilityHigher({ alpha: 1, beta: 2 }, { alpha: 2, beta: 1 })).toBeCloseTo(1 / 6, 4);
    expect(probabilityHigher({ alpha: 3, beta: 1 }, { alpha: 1, beta: 3 })).toBeCloseTo(0.95, 3);
  });
  it("is one less the reverse", () => {
    const x = { alpha: 4.2, beta: 150 };
    const y = { alpha: 9.5, beta: 700 };
    expect(probabilityHigher(x, y) + probabilityHigher(y, x)).toBeCloseTo(1, 4);
  });
});

describe("usual rates and levels", () => {
  it("draws a ward without a past to the city's rate", () => {
    const usual = usualRates([unit("a", [0, 0], [30, 1000]), unit("b", [0, 0], [0, 0])]);
    expect(usual.get("b")).toBeCloseTo(0.03, 12);
    expect(usualRates([unit("a", [1, 1], [0, 0])]).get("a")).toBeNull();
  });
  it.each([
    [[0, 19], 0.03, "too_few"],
    [[15, 19], 0.03, "too_few"],
    [[0, 20], 0.03, "usual"],
    [[2, 25], 0.01, "usual"],
    [[12, 60], 0.03, "clearly_more"],
    [[0, 200], 0.04, "clearly_fewer"],
    [[2, 60], 0.03, "usual"],
    [[5, 20], null, "too_few"],
  ] as const)("%s late of due against %s is %s", ([late, due], usual, level) => {
    expect(levelAgainst({ late, due }, usual, 20).level).toBe(level);
  });
});
