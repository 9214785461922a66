import type { UnitCounts } from "@toancanh/contracts";
import { describe, expect, it } from "vitest";
import { type ToldUnit, tellHeadline } from "./headline.ts";

const ZONE = "Asia/Ho_Chi_Minh";
const NBSP = "\u00a0";

function counts(more: Partial<UnitCounts>): UnitCounts {
  const none = { received: 0, handled_on_time: 0, handled_late: 0, open_overdue: 0, open_in_time: 0 };
  return { ...none, no_deadline: 0, late: 0, due: 0, late_rate: null, ...more };
}

function told(more: Partial<ToldUnit>): ToldUnit {
  return {
    unit: "Ủy ban nhân dân xã Bình Hưng",
    period: "2026-11",
    counted: "assignments",
    now: counts({ received: 70, due: 69, late: 4, open_overdue: 1, late_rate: 4 / 69 }),
    target: 0.01,
    minimumDue: 20,
    change: 0.02,
    earlierLateRate: 0.013,
    countedTo: null,
    ...more,
  };
}

const say = (of: Parameters<typeof tellHeadline>[0], more: Partial<ToldUnit> = {}) =>
  tellHeadline(of, told(more), "vi", ZONE).replaceAll(NBSP, " ");

const FIRST =
  "Kỳ tháng 11/2026, Ủy ban nhân dân xã Bình Hưng được giao 70 lượt xử lý. Trong 69 lượt đến hạn có 4 lượt trễ hạn " +
  "hoặc quá hạn, bằng 5,8 %, chưa đạt chỉ tiêu dưới 1 %.";

describe("the headline of a scorecard", () => {
  it("says that a unit got worse or better than it usually is", () => {
    expect(say("worse")).toBe(
      `${FIRST} Tỉ lệ này tăng 2,0 điểm phần trăm so với kỳ trước và cao hơn rõ rệt mức thường của đơn vị (1,3 % trong 11 kỳ trước).`,
    );
    expect(say("better", { change: -0.022, earlierLateRate: 0.039 })).toContain(
      "Tỉ lệ này giảm 2,2 điểm phần trăm so với kỳ trước và thấp hơn rõ rệt mức thường của đơn vị (3,9 % trong 11 kỳ trước).",
    );
    expect(say("worse_though_falling", { change: -0.01 })).toContain(
      "giảm 1,0 điểm phần trăm so với kỳ trước nhưng vẫn cao hơn rõ rệt",
    );
    expect(say("better_though_rising")).toContain(
      "tăng 2,0 điểm phần trăm so với kỳ trước nhưng vẫn thấp hơn",
    );
  });

  it("draws no conclusion from a change that chance could make", () => {
    expect(say("no_clear_change", { change: -0.003 })).toBe(
      `${FIRST} Tỉ lệ này giảm 0,3 điểm phần trăm so với kỳ trước; thay đổi nằm trong dao động thường của đơn vị, chưa đủ căn cứ kết luận tốt lên.`,
    );
    expect(say("no_clear_change", { change: -0.0004 })).toBe(`${FIRST} Tỉ lệ này không đổi so với kỳ trước.`);
    expect(say("no_earlier_period")).toBe(`${FIRST} Chưa có kỳ trước để so sánh.`);
  });

  it("says no rate where there is none", () => {
    const unit = "Kỳ tháng 11/2026, Ủy ban nhân dân xã Bình Hưng";
    expect(say("none_late", { now: counts({ received: 129, due: 127, late_rate: 0 }) })).toBe(
      `${unit} được giao 129 lượt xử lý; toàn bộ 127 lượt đến hạn đều xong đúng hạn, đạt chỉ tiêu dưới 1 %.`,
    );
    expect(say("too_few", { now: counts({ received: 20, due: 19, late: 1, late_rate: 1 / 19 }) })).toBe(
      `${unit} được giao 20 lượt xử lý; trong 19 lượt đến hạn có 1 lượt trễ hạn. Dưới 20 lượt đến hạn nên không tính tỉ lệ và không xếp hạng.`,
    );
    expect(say("nothing_due", { now: counts({ received: 1 }) })).toBe(
      `${unit} được giao 1 lượt xử lý, chưa lượt nào đến hạn; chưa có tỉ lệ trễ hạn.`,
    );
    expect(say("no_reports", { now: counts({}) })).toBe(
      `${unit} không được giao phản ánh nào; không có tỉ lệ trễ hạn, không xếp hạng.`,
    );
  });

  it("counts reports for places, and says until when a period has been counted", () => {
    const now = counts({ received: 1200, due: 1100, late: 33, open_overdue: 2, late_rate: 0.03 });
    const countedTo = Date.parse("2026-11-24T14:30:00+07:00");
    const place = {
      unit: "Phường Sài Gòn",
      counted: "reports",
      now,
      target: null,
      minimumDue: 20,
      countedTo,
    } as const;
    expect(say("no_earlier_period", place)).toBe(
      "Tạm tính đến 14:30 ngày 24/11/2026, kỳ tháng 11/2026, Phường Sài Gòn tiếp nhận 1.200 phản ánh. Trong 1.100 phản ánh đến hạn có 33 phản ánh trễ hạn hoặc quá hạn, bằng 3,0 %. Chưa có kỳ trước để so sánh.",
    );
    expect(tellHeadline("worse", told({}), "en", ZONE)).toBe(
      "In period 11/2026 Ủy ban nhân dân xã Bình Hưng was given 70 assignments. Of 69 due 4 were late or overdue, 5.8%, which misses the target of under 1%. The rate rose by 2.0 percentage points from the period before and is clearly above its usual level (1.3% over the 11 periods before).",
    );
  });
});
