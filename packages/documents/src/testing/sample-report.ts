import type {
  CityReport,
  ReportBlock,
  ReportCategory,
  ReportUnit,
  Scorecard,
  UnitCounts,
} from "@toancanh/contracts";
import { ISSUER, ODD_NAME, sampleCard } from "./sample-card.ts";

/** Counts of which all outcomes are given; what is due and late follows. */
export function reportCounts(
  handled_on_time: number,
  handled_late: number,
  open_overdue: number,
  open_in_time: number,
  no_deadline = 0,
): UnitCounts {
  const late = handled_late + open_overdue;
  const due = late + handled_on_time;
  const received = due + open_in_time + no_deadline;
  const late_rate = due === 0 ? null : Math.round((late / due) * 1e6) / 1e6;
  return {
    received,
    handled_on_time,
    handled_late,
    open_overdue,
    open_in_time,
    no_deadline,
    late,
    due,
    late_rate,
  };
}

function unit(id: string, more: Partial<ReportUnit> = {}): ReportUnit {
  return {
    id,
    name: `Đơn vị ${id}`,
    listed: `Đơn vị ${id}`,
    now: reportCounts(60, 3, 1, 2),
    before: reportCounts(58, 1, 0, 0),
    verdict: "usual",
    points: 97.5,
    rank: 2,
    band: 1,
    fair_rate: 0.0412,
    interval: [0.0123, 0.0987],
    ...more,
  };
}

const NO_RANK = { points: null, rank: null, band: null, fair_rate: null, interval: null };

function block(id: string, units: ReportUnit[], more: Partial<ReportBlock> = {}): ReportBlock {
  return {
    id: `block:${id}`,
    name: "Sở, ban, ngành",
    target: 0.01,
    now: reportCounts(180, 9, 3, 6),
    before: reportCounts(174, 3, 0, 0),
    year_before: reportCounts(101, 7, 0, 0),
    verdict: "usual",
    ranked: units.filter(({ rank }) => rank !== null).length,
    bands: Math.max(0, ...units.map(({ band }) => band ?? 0)),
    units,
    ...more,
  };
}

function category(id: string, more: Partial<ReportCategory> = {}): ReportCategory {
  return {
    id,
    name: `Lĩnh vực ${id}`,
    now: reportCounts(77, 5, 2, 4),
    before: reportCounts(41, 2, 1, 0),
    year_before: reportCounts(33, 2, 0, 0),
    change: "more",
    ...more,
  };
}

/** The card of a whole city, as its report has it. */
export function cityCard(more: Partial<Scorecard> = {}): Scorecard {
  return sampleCard({
    unit: { id: "city", scope: "city", name: "Thành phố Hồ Chí Minh", short_name: "TP HCM" },
    counted: "reports",
    now: reportCounts(1201, 33, 12, 25, 3),
    before: reportCounts(1100, 29, 4, 0),
    standing: null,
    group: null,
    cases: null,
    excused: null,
    lost: null,
    issuer: {
      ...ISSUER,
      report: { symbol: "BC-SKHCN", recipients: ["Thường trực UBND Thành phố (để báo cáo)"] },
    },
    ...more,
  });
}

/** The report of a city with everything that one can have. */
export function sampleReport(more: Partial<CityReport> = {}): CityReport {
  return {
    city: cityCard(),
    year_before: reportCounts(902, 41, 0, 0),
    periods: { before: "2026-10", year_before: "2025-11" },
    blocks: [
      block("departments", [
        unit("a", { name: ODD_NAME, listed: ODD_NAME, rank: 1, points: 100 }),
        unit("b"),
        unit("c", { rank: 3, band: 2, points: 88.25, verdict: "worse", now: reportCounts(40, 9, 3, 0) }),
        unit("d", { ...NO_RANK, now: reportCounts(7, 1, 0, 1), verdict: "too_few" }),
        unit("e", { ...NO_RANK, now: reportCounts(0, 0, 0, 0), verdict: "too_few" }),
      ]),
      block("power", [unit("f", { rank: 1 }), unit("g", { rank: 1, verdict: "better" })], {
        name: "Điện lực",
        target: null,
        now: reportCounts(11, 1, 0, 0),
      }),
    ],
    fields: [
      {
        ...category("infrastructure", { name: "Hạ tầng kỹ thuật" }),
        categories: [
          category("drain"),
          category("tree", {
            change: "fewer",
            now: reportCounts(20, 1, 0, 0),
            before: reportCounts(95, 3, 0, 0),
          }),
        ],
      },
      {
        ...category("other"),
        categories: [category("x", { now: reportCounts(9, 1, 0, 0), change: "none" })],
      },
    ],
    together: {
      blocks: {
        now: reportCounts(191, 10, 3, 6),
        before: reportCounts(348, 6, 0, 0),
        year_before: reportCounts(202, 14, 0, 0),
      },
      fields: {
        now: reportCounts(154, 10, 4, 8),
        before: reportCounts(82, 4, 2, 0),
        year_before: reportCounts(66, 4, 0, 0),
      },
    },
    wards: [
      unit("ward:1", { ...NO_RANK, name: "Phường An Lạc", listed: "Phường An Lạc" }),
      unit("ward:unlocated", {
        ...NO_RANK,
        name: "Chưa rõ vị trí",
        listed: "Chưa rõ vị trí",
        verdict: "too_few",
      }),
    ],
    scoring: "Cách tính của chúng tôi, không phải của Thành phố.",
    remark: "Đề nghị rà soát khâu phân công.\n\nĐề nghị bố trí lực lượng trực.",
    ...more,
  };
}
