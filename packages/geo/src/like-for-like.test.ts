import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deriveFormerUnits, districtsByUnit, type PastUnit, type Succession } from "./former-units.ts";
import { compareLikeForLike, type UnitFlow } from "./like-for-like.ts";

const past = (level: PastUnit["level"], code: string, parent = ""): PastUnit => ({
  id: `${level}:${code}@2025-01-01`,
  level,
  name: `${level} ${code}`,
  parent: parent === "" ? "" : `${parent}@2025-01-01`,
  valid_from: "2025-01-01",
  valid_to: "2025-06-30",
});
const UNITS = [
  past("province", "79"),
  past("district", "1", "province:79"),
  past("district", "3", "province:79"),
  past("ward", "11", "district:1"),
  past("ward", "12", "district:1"),
  past("ward", "31", "district:3"),
  past("province", "74"),
];
const went = (former: string, ward_code: string, share: Succession["share"] = "full"): Succession => ({
  former_unit: `${former}@2025-01-01`,
  ward_code,
  share,
});
const CROSSWALK = [
  went("ward:11", "A"),
  went("ward:12", "A", "partial"),
  went("ward:12", "B", "partial"),
  went("ward:12", "C", "partial"),
  went("ward:31", "C"),
  went("ward:31", "D"),
  went("province:74", "D"),
];

describe("deriveFormerUnits", () => {
  it("gives the smallest unit that held all of a ward, and none where nothing did", () => {
    const derived = deriveFormerUnits(UNITS, CROSSWALK);
    expect([...derived].map(([ward, unit]) => [ward, unit.id.split("@")[0]])).toEqual([
      ["A", "district:1"],
      ["B", "ward:12"],
      ["C", "province:79"],
    ]);
  });

  it("ends where units lie in each other", () => {
    const [a, b] = [past("district", "1", "district:2"), past("district", "2", "district:1")];
    expect(deriveFormerUnits([a, b], [went("district:1", "A")]).get("A")).toBe(a);
  });
});

it("knows the district of units of both epochs", () => {
  const districts = districtsByUnit([{ code: "A", former_districts: ["Quận 1", "Quận 3"] }], UNITS);
  expect(districts.get("A")).toBe("Quận 1");
  expect(districts.get("ward:31@2025-01-01")).toBe("district 3");
  expect(districts.get("district:3@2025-01-01")).toBe("district 3");
  expect(districts.has("province:79@2025-01-01")).toBe(false);
});

describe("compareLikeForLike", () => {
  const flow = (window: number, then_unit: string, now_unit: string, received: number): UnitFlow => ({
    window,
    then_unit,
    now_unit,
    received,
    due: received,
    late: 1,
  });
  const { units, totals } = compareLikeForLike(
    [
      flow(0, "ward:12@2025-01-01", "B", 30),
      flow(0, "ward:12@2025-01-01", "A", 10),
      flow(0, "E", "E", 7),
      flow(0, "", "", 2),
      flow(1, "A", "A", 12),
      flow(1, "B", "B", 33),
      flow(1, "E", "E", 8),
    ],
    2,
    CROSSWALK,
  );
  const unit = (id: string) => units.find((one) => one.unit === id);

  it("compares today's places, and says where they were counted then", () => {
    expect(totals.map(({ received }) => received)).toEqual([49, 53]);
    expect(unit("B")).toMatchObject({
      kind: "reformed",
      like_for_like: [{ received: 30 }, { received: 33 }],
      as_then: [{ received: 0 }, { received: 33 }],
      counted_in: [{ unit: "ward:12@2025-01-01", received: [30, 0] }],
      made_of: [{ unit: "ward:12@2025-01-01", share: "partial" }],
    });
    expect(unit("ward:12@2025-01-01")).toMatchObject({
      kind: "former",
      as_then: [{ received: 40 }, { received: 0 }],
    });
    expect(unit("E")?.kind).toBe("same");
    expect(unit("")?.kind).toBe("unplaced");
  });

  it("refuses a window that was not asked for", () => {
    expect(() => compareLikeForLike([flow(2, "A", "A", 1)], 2, [])).toThrow(RangeError);
  });

  it("keeps the totals in both readings, with any reports moved", () => {
    const unitIds = fc.constantFrom("", "A", "B", "C", "ward:12@2025-01-01");
    const flows = fc.array(
      fc.record({
        window: fc.integer({ min: 0, max: 3 }),
        then_unit: unitIds,
        now_unit: unitIds,
        received: fc.nat(50),
        due: fc.nat(50),
        late: fc.nat(50),
      }),
    );
    fc.assert(
      fc.property(flows, (list) => {
        const found = compareLikeForLike(list, 4, CROSSWALK);
        for (const reading of ["like_for_like", "as_then"] as const) {
          for (const [window, total] of found.totals.entries()) {
            for (const figure of ["received", "due", "late"] as const) {
              const sum = found.units.reduce((all, one) => all + (one[reading][window]?.[figure] ?? 0), 0);
              expect(sum).toBe(total[figure]);
            }
          }
        }
      }),
      { seed: 2025 },
    );
  });
});
