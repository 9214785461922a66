import type { CityReport, ReportUnit, Scorecard, UnitCounts } from "@toancanh/contracts";
import { describe, expect, it } from "vitest";
import { tellReport } from "./tell-report.ts";

function counts(onTime: number, late: number, overdue = 0, inTime = 0): UnitCounts {
  const due = onTime + late + overdue;
  return {
    received: due + inTime,
    handled_on_time: onTime,
    handled_late: late,
    open_overdue: overdue,
    open_in_time: inTime,
    no_deadline: 0,
    late: late + overdue,
    due,
    late_rate: due === 0 ? null : (late + overdue) / due,
  };
}

function city(more: Partial<Scorecard> = {}): Scorecard {
  return {
    period: "2026-11",
    kind: "official",
    state: "published",
    revision: 1,
    from: "2026-10-25T05:00:00.000Z",
    to: "2026-11-25T05:00:00.000Z",
    cut_off: "2026-11-25T05:00:00.000Z",
    known_at: "2026-11-27T08:58:00.000Z",
    hash: "9f3c",
    published_at: "2026-11-30T02:00:00.000Z",
    as_of: "2026-11-25T05:00:00.000Z",
    simulated: false,
    lang: "vi",
    time_zone: "Asia/Ho_Chi_Minh",
    city: "Thành phố",
    line: "Cổng 1022",
    issuer: null,
    unit: { id: "city", scope: "city", name: "Thành phố", short_name: "TP" },
    counted: "reports",
    headline: {
      case: "no_clear_change",
      text: "",
      change: -0.003,
      earlier_late_rate: 0.024,
      earlier_due: 9000,
    },
    standing: null,
    target: 0.01,
    minimum_due: 20,
    now: counts(15_045, 275, 48, 330),
    before: counts(14_178, 343),
    group: null,
    questions: [],
    trend: [],
    usual: [0.018, 0.027],
    handling: {
      median_minutes: 228,
      p90_minutes: 2556,
      median_working_minutes: null,
      p90_working_minutes: null,
    },
    stages: [],
    fields: [],
    hand_offs: { received_late: 60, passed_on: 145, returned: 296 },
    reopened: { count: 0, ever_handled: 0, rate: null },
    satisfaction: { count: 0, mean: null },
    cases: null,
    late_cases: 323,
    excused: [],
    excused_cases: 0,
    lost: null,
    map: { located: 0, unlocated: 0, points: null },
    after_cut_off: null,
    scoring: null,
    decisions: [],
    definitions: [],
    ...more,
  };
}

function report(more: Partial<CityReport> = {}): CityReport {
  return {
    city: city(),
    year_before: null,
    periods: { before: "2026-10", year_before: "2025-11" },
    blocks: [],
    fields: [],
    together: {
      blocks: { now: counts(0, 0), before: null, year_before: null },
      fields: { now: counts(0, 0), before: null, year_before: null },
    },
    wards: [],
    scoring: "",
    remark: null,
    ...more,
  };
}

function unit(id: string, now: UnitCounts, more: Partial<ReportUnit> = {}): ReportUnit {
  const unranked = { points: null, rank: null, band: null, fair_rate: null, interval: null };
  return { id, name: id, listed: id, now, before: null, verdict: "usual", ...unranked, ...more };
}

function block(units: ReportUnit[], bands: number) {
  const ranked = units.filter(({ rank }) => rank !== null).length;
  const own = { id: "block:water", name: "Cấp nước, thoát nước", target: null, units, ranked, bands };
  return { ...own, now: counts(900, 20), before: null, year_before: null, verdict: "usual" as const };
}

const say = (of: CityReport) => {
  const { remark, ...told } = tellReport(of);
  return [...Object.values(told).flatMap((section) => section.map(({ text }) => text)), ...remark]
    .join("\n")
    .replaceAll("\u00a0", " ");
};

describe("the words of a city's report", () => {
  it("tell what came in and what was late beside the period and the year before", () => {
    const told = say(report({ year_before: counts(10_000, 500) }));
    expect(told).toContain(
      "Cổng 1022 tiếp nhận 15.698 phản ánh, tăng 8,1 % so với kỳ trước (14.521), tăng 49,5 % so với kỳ tháng 11/2025 (10.500). Tính đến giờ chốt, 15.320 phản ánh đã xử lý xong (97,6 %), 378 phản ánh đang xử lý, trong đó 48 phản ánh đã quá hạn.",
    );
    expect(told).toContain(
      "Trong 15.368 phản ánh đến hạn có 323 phản ánh trễ hạn hoặc quá hạn, tỉ lệ 2,1 %, giảm 0,3 điểm phần trăm so với kỳ trước; mức giảm nằm trong dao động thường của 0 kỳ trước, chưa đủ căn cứ kết luận tốt lên. Cùng kỳ năm trước (tháng 11/2025) tỉ lệ này là 4,8 % (500 / 10.500).",
    );
  });

  it("conclude nothing where the past says too little, or there is none", () => {
    const short = say(report({ city: city({ usual: null }) }));
    expect(short).toContain("các kỳ trước chưa đủ số liệu để kết luận");
    const first = say(
      report({
        city: city({
          before: null,
          usual: null,
          headline: { ...city().headline, case: "no_earlier_period", change: null },
        }),
      }),
    );
    expect(first).toContain("Chưa có số liệu kỳ trước để so sánh.");
    expect(first).toContain("Chưa có số liệu cùng kỳ năm trước (tháng 11/2025)");
    expect(first).not.toContain("điểm phần trăm");
  });

  it("judge nobody while the period runs", () => {
    const units = [
      unit("a", counts(90, 0), { rank: 1, band: 1 }),
      unit("b", counts(50, 40), { rank: 2, band: 2 }),
    ];
    const told = say(
      report({
        city: city({ state: "running", hash: null, published_at: null, as_of: "2026-10-26T05:00:00.000Z" }),
        blocks: [{ ...block(units, 2), target: 0.01 }],
      }),
    );
    expect(told).toContain("Tạm tính đến 12 giờ 00 ngày 26/10/2026");
    expect(told).toContain("chưa kết luận về từng đơn vị");
    for (const verdict of ["Dẫn đầu", "chỉ tiêu", "kỳ trước (", "cao nhất"])
      expect(told).not.toContain(verdict);
  });

  it("print no rate of few, and nothing of nothing", () => {
    const few = city({ now: counts(9, 2, 0, 1), before: counts(3, 0), after_cut_off: null });
    const told = say(report({ city: few }));
    expect(told).toContain("Trong 11 phản ánh đến hạn có 2 phản ánh trễ hạn hoặc quá hạn. Dưới 20 phản ánh");
    expect(told).toContain("kỳ trước là 3");
    expect(told).not.toContain("tăng");
    const none = say(report({ city: city({ now: counts(0, 0), before: null }) }));
    expect(none).toContain("Trong kỳ, Cổng 1022 không tiếp nhận phản ánh nào.");
    const open = say(report({ city: city({ now: counts(0, 0, 0, 7), before: null }) }));
    expect(open).toContain("Chưa có phản ánh nào đến hạn");
    expect(say(report({ city: city({ now: counts(200, 0) }) }))).toContain("Toàn bộ 200 phản ánh đến hạn");
  });

  it("name leaders and laggards only where a minority stands apart", () => {
    const good = unit("Đơn vị đầu", counts(463, 2), { rank: 1, band: 1 });
    const middle = [2, 3, 4].map((rank) => unit(`m${rank}`, counts(97, 3), { rank, band: 2 }));
    const bad = unit("Đơn vị cuối", counts(80, 20), { rank: 5, band: 3 });
    const told = say(report({ blocks: [block([good, ...middle, bad], 3)] }));
    expect(told).toContain("phân biệt được 3 nhóm");
    expect(told).toContain("Dẫn đầu: Đơn vị đầu (0,4 %; 2 / 465).");
    expect(told).toContain("Trễ hạn cao hơn các đơn vị khác: Đơn vị cuối (20,0 %; 20 / 100).");
    const most = say(report({ blocks: [block([good, ...middle], 2)] }));
    expect(most).not.toContain("Trễ hạn cao hơn các đơn vị khác");
    const alike = say(
      report({
        blocks: [
          block(
            middle.map((one) => ({ ...one, band: 1 })),
            1,
          ),
        ],
      }),
    );
    expect(alike).toContain("chưa phân biệt được đơn vị dẫn đầu");
    expect(alike).not.toContain("Dẫn đầu");
  });

  it("name units beyond their usual range, and never one with few due", () => {
    const worse = { verdict: "worse" as const };
    const units = [unit("X", counts(157, 17), worse), unit("ít", counts(5, 5), worse)];
    const told = say(report({ blocks: [block(units, 0)] }));
    expect(told).toContain("cao hơn rõ rệt mức thường của chính mình: X (9,8 %; 17 / 174).");
    expect(told).not.toContain("ít (");
    const short = [unit("Y", counts(50, 1), { verdict: "too_few" })];
    expect(say(report({ blocks: [block(short, 0)] }))).toContain("chưa đủ số liệu để so từng nơi");
  });

  it("print the department's remark as it is, and say where it is missing", () => {
    expect(tellReport(report({ remark: "Một.\n\nHai." })).remark).toEqual(["Một.", "Hai."]);
    expect(tellReport(report()).remark).toEqual(["Không có nhận xét, kiến nghị kèm theo bản này."]);
    const frozen = report({ city: city({ state: "frozen", published_at: null }) });
    expect(tellReport(frozen).remark).toEqual(["(Đơn vị ban hành bổ sung phần này trước khi công bố.)"]);
  });

  it("say the same in English", () => {
    const told = say(report({ city: city({ lang: "en" }) }));
    expect(told).toContain("Cổng 1022 received 15,698 reports, up 8.1% on the period before (14,521).");
    expect(told).toContain("down 0.3 percentage points from the period before");
  });
});
