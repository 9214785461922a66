import { describe, expect, it } from "vitest";
import { createFormatter } from "./formatter.ts";

const vi = createFormatter("vi", "Asia/Ho_Chi_Minh");
const en = createFormatter("en", "Asia/Ho_Chi_Minh");
const at = Date.parse("2026-11-22T07:32:07Z");

describe("createFormatter", () => {
  it("writes a calendar date the way a sentence has it", () => {
    expect(vi.calendarDate("2025-07-01")).toBe("01/07/2025");
    expect(en.calendarDate("2025-07-01")).toBe("1 July 2025");
  });

  it("writes numbers the Vietnamese and the English way", () => {
    expect(vi.count(2940)).toBe("2.940");
    expect(vi.percent(0.968)).toBe("96,8\u00a0%");
    expect(vi.percent(0.01, 0)).toBe("1\u00a0%");
    expect(vi.points(0.039)).toBe("+3,9");
    expect(vi.points(-0.0111)).toBe("\u22121,1");
    expect(vi.ratio(3.8)).toBe("3,8×");
    expect(en.percent(0.968)).toBe("96.8%");
    expect(vi.percent(null)).toBe("–");
    expect(vi.percentNumber(1)).toBe("100,0");
  });

  it("writes times in the city's zone, 24 h, day first, in both languages", () => {
    for (const format of [vi, en]) {
      expect(format.time(at)).toBe("14:32");
      expect(format.timeSeconds(at)).toBe("14:32:07");
      expect(format.date(at)).toBe("22/11/2026");
      expect(format.dayTime(at)).toBe("22/11\u00a014:32");
      expect(format.hour(at)).toBe(14);
    }
    expect(vi.weekday(at)).toBe("CN");
    expect(en.weekday(at)).toBe("Sun");
    expect(vi.time(Date.parse("2026-11-22T17:05:00Z"))).toBe("00:05");
  });

  it("gives a duration two units only while the second one matters", () => {
    const minutes = (n: number) => n * 60_000;
    expect(vi.duration(59_000)).toBe("dưới 1 phút");
    expect(vi.duration(minutes(31))).toBe("31 phút");
    expect(vi.duration(minutes(82))).toBe("1 giờ 22 phút");
    expect(vi.duration(minutes(120))).toBe("2 giờ");
    expect(vi.duration(minutes(60 * 13 + 31))).toBe("13 giờ");
    expect(vi.duration(minutes(60 * 24 * 12))).toBe("12 ngày");
    expect([0.5, 95, 340, 1500, 3000].map((n) => vi.durationShort(minutes(n)))).toEqual([
      "dưới 1 phút",
      "95 phút",
      "5 giờ",
      "25 giờ",
      "2 ngày",
    ]);
  });
});

describe("spans and signed figures", () => {
  const vi = createFormatter("vi", "Asia/Ho_Chi_Minh");
  const minutes = (n: number) => n * 60_000;
  it("names the two largest units, begun minutes counted whole", () => {
    expect(vi.span(minutes(10 * 1440 + 17 * 60 + 59))).toBe("10 ngày 17 giờ");
    expect(vi.span(minutes(21 * 60 + 29) + 1)).toBe("21 giờ 30 phút");
    expect(vi.span(minutes(120))).toBe("2 giờ");
    expect(vi.span(1)).toBe("1 phút");
    expect(vi.span(-5)).toBe("0 phút");
  });
  it("writes minus as U+2212 and no sign before zero", () => {
    expect(vi.signed(0.222, 3)).toBe("+0,222");
    expect(vi.signed(-0.909, 3)).toBe("\u22120,909");
    expect(vi.signed(0.00001, 1)).toBe("0,0");
    expect(vi.fixed(-13.3333, 2)).toBe("\u221213,33");
  });
});
