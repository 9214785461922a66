import { describe, expect, it } from "vitest";
import { renderTrend, type ToldTrend } from "./render-trend.ts";

const series = (...counts: number[]) => counts.map((received) => ({ received }));
const REFORMED: ToldTrend = {
  unit: "B",
  kind: "reformed",
  like_for_like: series(30, 33),
  as_then: series(0, 33),
  counted_in: [{ unit: "ward:12@2025-01-01", received: [30, 0] }],
  made_of: [{ unit: "ward:12@2025-01-01", share: "partial" }],
};
const FORMER: ToldTrend = {
  unit: "ward:12@2025-01-01",
  kind: "former",
  like_for_like: series(0, 0),
  as_then: series(40, 0),
  counted_in: [],
  made_of: [],
};
const names = { nameOf: (id: string) => `ward ${id}`, windows: ["6/2025", "7/2025"] };

describe("the trend of a unit", () => {
  it.each([
    [
      "vi",
      "ward B, cùng địa bàn hiện nay — 6/2025: 30; 7/2025: 33.",
      "Được lập từ: một phần ward ward:12@2025-01-01.",
    ],
    [
      "en",
      "ward B, within its boundary of today — 6/2025: 30; 7/2025: 33.",
      "It was made of: part of ward ward:12@2025-01-01.",
    ],
  ] as const)("is told in %s", (language, first, madeOf) => {
    const lines = renderTrend(REFORMED, names, language);
    expect(lines[0]).toBe(first);
    expect(lines[1]).toBe(madeOf);
    expect(lines).toHaveLength(3);
    expect(lines.join(" ")).toContain("ward:12@2025-01-01 — 6/2025: 30; 7/2025: 0.");
    expect(renderTrend(FORMER, names, language)).toHaveLength(1);
  });

  it("says so where the unit of then is not known", () => {
    const trend = { ...REFORMED, counted_in: [{ unit: "", received: [1, 0] }], made_of: [] };
    expect(renderTrend(trend, names, "en")[1]).toBe(
      "Counted then in a unit that is not known — 6/2025: 1; 7/2025: 0.",
    );
  });
});
