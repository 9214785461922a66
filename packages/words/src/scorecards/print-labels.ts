import type { Outcome } from "@toancanh/contracts";
import type { Language } from "../language.ts";

/** What a printed scorecard says beside its figures. `reports`: whether reports are counted, else assignments. */
export interface PrintLabels {
  documentKind: string;
  /** Over two lines: what it is about, and of whom. */
  subject(line: string, unit: string): [string, string];
  period(name: string, from: string, to: string): string;
  simulated: string;
  simulatedFoot: string;
  draft: string;
  number: string;
  placeAndDate(place: string, day: string, month: string, year: string): string;
  recipients: string;
  filed: string;
  notSigned: string;
  sections: {
    results: string;
    trend: string;
    stages: string;
    late: string;
    definitions: string;
  };
  tables: {
    results: (reports: boolean) => string;
    stages: (decisions: string) => string;
    fields: string;
    handOffs: string;
    trend: string;
    cases: (shown: string, all: string) => string;
  };
  figures: { trend: string; map: (located: string, unlocated: string) => string };
  heads: {
    outcome: string;
    now: string;
    before: string;
    group: (name: string) => string;
    count: (reports: boolean) => string;
    percent: string;
    stage: string;
    limit: string;
    due: string;
    onTime: string;
    late: string;
    rate: string;
    medianHours: string;
    field: string;
    given: (reports: boolean) => string;
    hours: string;
    measure: string;
    /** Of hand-offs: how many, and of how many or how good. */
    quantity: string;
    outOf: string;
    period: string;
    ninthHours: string;
    satisfaction: string;
    report: string;
    dueAt: string;
    finished: string;
    lateBy: string;
    points: string;
    reason: string;
  };
  outcomes: Record<Outcome, string>;
  received: (reports: boolean) => string;
  lateRateRow: string;
  total: string;
  otherLost: (points: string) => string;
  notFinished: string;
  residents: (late: string, due: string, rate: string) => string;
  charts: {
    received: (reports: boolean) => string;
    rate: string;
    median: string;
    ninth: string;
    reopened: string;
    satisfaction: (count: string) => string;
    unitCount: (reports: boolean) => string;
    unitHours: string;
  };
  handOffs: { receivedLate: string; passedOn: string; returned: string; reopened: string; ratings: string };
  noLate: string;
  /** Of late ones that an upheld objection counts as on time. */
  excused: (count: string) => string;
  foot: {
    revision(revision: string, published: string | null): string;
    cutOff(cutOff: string, knownAt: string): string;
    hash(hash: string): string;
    draft(asOf: string): string;
  };
  chartAlt(title: string, first: string, last: string, value: string): string;
}

const VI: PrintLabels = {
  documentKind: "PHIẾU ĐIỂM",
  subject: (line, unit) => [`Kết quả xử lý phản ánh qua ${line}`, `của ${unit}`],
  period: (name, from, to) => `Kỳ tháng ${name}, từ ${from} đến ${to}`,
  simulated: "DỮ LIỆU MÔ PHỎNG",
  simulatedFoot: "Dữ liệu mô phỏng",
  draft: "BẢN NHÁP",
  number: "Số:",
  placeAndDate: (place, day, month, year) => `${place}, ngày ${day} tháng ${month} năm ${year}`,
  recipients: "Nơi nhận:",
  filed: "Lưu: VT.",
  notSigned: "(bản mẫu, không ký)",
  sections: {
    results: "1. Kết quả tính đến giờ chốt",
    trend: "2. Mười hai kỳ gần nhất",
    stages: "3. Theo bước và theo lĩnh vực",
    late: "4. Các lượt trễ hạn",
    definitions: "5. Định nghĩa",
  },
  tables: {
    results: (reports) =>
      reports ? "Bảng 1. Phản ánh theo kết quả" : "Bảng 1. Lượt chuyển xử lý theo kết quả",
    stages: (decisions) => `Bảng 2. Bước xử lý (giới hạn theo Quyết định số ${decisions})`,
    fields: "Bảng 3. Lĩnh vực; giờ: trung vị thời gian xử lý",
    handOffs: "Bảng 4. Chuyển giao, phản ánh lại, hài lòng",
    trend: "Mười hai kỳ, mỗi kỳ theo giờ chốt của kỳ đó",
    cases: (shown, all) =>
      shown === all ? "Bảng 5. Trễ nhiều nhất trước" : `Bảng 5. Trễ nhiều nhất trước, ${shown} trong ${all}`,
  },
  figures: {
    trend: "Hình 1. Nét đứt: chỉ tiêu. Nền xám: dao động thường. Hình thoi: ngoài dao động thường.",
    map: (located, unlocated) => `Hình 2. ${located} có vị trí, ${unlocated} không rõ`,
  },
  heads: {
    outcome: "Kết quả",
    now: "Kỳ này",
    before: "Kỳ trước",
    group: (name) => `${name}, kỳ này`,
    count: (reports) => (reports ? "Phản ánh" : "Lượt"),
    percent: "%",
    stage: "Bước",
    limit: "Giới hạn",
    due: "Đến hạn",
    onTime: "Đúng hạn",
    late: "Trễ",
    rate: "Tỉ lệ, %",
    medianHours: "Giờ, trung vị",
    field: "Lĩnh vực",
    given: (reports) => (reports ? "Nhận" : "Giao"),
    hours: "Giờ",
    measure: "Chỉ tiêu",
    quantity: "Số lượng",
    outOf: "Trên; điểm",
    period: "Kỳ",
    ninthHours: "Giờ, 9/10",
    satisfaction: "Hài lòng",
    report: "Mã phản ánh",
    dueAt: "Hạn",
    finished: "Xong",
    lateBy: "Trễ",
    points: "Điểm mất",
    reason: "Lý do",
  },
  outcomes: {
    handled_on_time: "Đúng hạn",
    handled_late: "Xử lý trễ hạn",
    open_overdue: "Quá hạn, chưa xong",
    open_in_time: "Còn trong hạn",
    no_deadline: "Không có hạn",
  },
  received: (reports) => (reports ? "Tiếp nhận" : "Được giao"),
  lateRateRow: "Tỉ lệ trễ hạn, % (trễ hoặc quá hạn / đến hạn)",
  total: "Cộng",
  otherLost: (points) => `Cộng; ngoài ra mất ${points} điểm không do trễ hạn`,
  notFinished: "chưa xong",
  residents: (late, due, rate) =>
    `Tính theo người dân: trong ${due} phản ánh đến hạn tại địa bàn, do mọi đơn vị xử lý, có ${late} phản ánh trễ${rate === "" ? "" : `, bằng ${rate}`}.`,
  charts: {
    received: (reports) => (reports ? "Tiếp nhận" : "Được giao"),
    rate: "Tỉ lệ trễ hạn",
    median: "Xử lý, trung vị",
    ninth: "9/10 xong trong",
    reopened: "Bị phản ánh lại",
    satisfaction: (count) => `Hài lòng, ${count} phiếu`,
    unitCount: (reports) => (reports ? "phản ánh" : "lượt"),
    unitHours: "giờ",
  },
  handOffs: {
    receivedLate: "Nhận khi phản ánh đã quá hạn",
    passedOn: "Chuyển cho đơn vị khác",
    returned: "Trả lại, không thuộc thẩm quyền",
    reopened: "Bị phản ánh lại / đã từng xong",
    ratings: "Phiếu hài lòng; điểm trung bình (1–5)",
  },
  noLate: "Không có lượt trễ hạn nào trong kỳ này.",
  excused: (count) => `${count} lượt trễ tính là đúng hạn theo đề nghị xem xét được chấp nhận.`,
  foot: {
    revision: (revision, published) =>
      published === null ? `Bản ${revision}, chưa công bố.` : `Bản ${revision}, công bố ${published}.`,
    cutOff: (cutOff, knownAt) => `Giờ chốt ${cutOff}, tin đến ${knownAt}.`,
    hash: (hash) => `Mã băm SHA-256: ${hash}`,
    draft: (asOf) => `Bản nháp, tạm tính đến ${asOf}; chưa chốt số liệu.`,
  },
  chartAlt: (title, first, last, value) => `${title}, từ ${first} đến ${last}; kỳ này ${value}`,
};

const EN: PrintLabels = {
  documentKind: "SCORECARD",
  subject: (line, unit) => [`Handling of reports received through ${line}`, `by ${unit}`],
  period: (name, from, to) => `Period ${name}, from ${from} to ${to}`,
  simulated: "SIMULATED DATA",
  simulatedFoot: "Simulated data",
  draft: "DRAFT",
  number: "No.:",
  placeAndDate: (place, day, month, year) => `${place}, ${day}/${month}/${year}`,
  recipients: "Copies to:",
  filed: "File.",
  notSigned: "(specimen, not signed)",
  sections: {
    results: "1. Results at the cut-off",
    trend: "2. The last twelve periods",
    stages: "3. By stage and by field",
    late: "4. What was late",
    definitions: "5. Definitions",
  },
  tables: {
    results: (reports) => (reports ? "Table 1. Reports by result" : "Table 1. Assignments by result"),
    stages: (decisions) => `Table 2. Stages (limits of decision ${decisions})`,
    fields: "Table 3. Fields; hours: median handling time",
    handOffs: "Table 4. Hand-offs, returns of citizens, satisfaction",
    trend: "Twelve periods, each as of its own cut-off",
    cases: (shown, all) =>
      shown === all
        ? "Table 5. The longest late first"
        : `Table 5. The longest late first, ${shown} of ${all}`,
  },
  figures: {
    trend: "Figure 1. Dashed: target. Grey: usual variation. Diamond: outside the usual variation.",
    map: (located, unlocated) => `Figure 2. ${located} with a place, ${unlocated} without`,
  },
  heads: {
    outcome: "Result",
    now: "This period",
    before: "Before",
    group: (name) => `${name}, this period`,
    count: (reports) => (reports ? "Reports" : "Number"),
    percent: "%",
    stage: "Stage",
    limit: "Limit",
    due: "Due",
    onTime: "On time",
    late: "Late",
    rate: "Rate, %",
    medianHours: "Median hours",
    field: "Field",
    given: () => "Received",
    hours: "Hours",
    measure: "Measure",
    quantity: "Number",
    outOf: "Of; mean",
    period: "Period",
    ninthHours: "Hours, 9 in 10",
    satisfaction: "Satisfaction",
    report: "Report",
    dueAt: "Due",
    finished: "Finished",
    lateBy: "Late by",
    points: "Points lost",
    reason: "Reason",
  },
  outcomes: {
    handled_on_time: "On time",
    handled_late: "Handled late",
    open_overdue: "Overdue, not finished",
    open_in_time: "Still in time",
    no_deadline: "No deadline",
  },
  received: (reports) => (reports ? "Received" : "Given"),
  lateRateRow: "Late rate, % (late or overdue / due)",
  total: "Total",
  otherLost: (points) => `Total; ${points} points more were lost otherwise`,
  notFinished: "not finished",
  residents: (late, due, rate) =>
    `By where people live: of ${due} reports due within the area, whoever handled them, ${late} were late${rate === "" ? "" : `, ${rate}`}.`,
  charts: {
    received: (reports) => (reports ? "Received" : "Given"),
    rate: "Late rate",
    median: "Handling, median",
    ninth: "9 in 10 done in",
    reopened: "Came back",
    satisfaction: (count) => `Satisfaction, ${count} ratings`,
    unitCount: () => "",
    unitHours: "h",
  },
  handOffs: {
    receivedLate: "Received when the report was overdue",
    passedOn: "Passed on to another agency",
    returned: "Returned as not its own",
    reopened: "Came back / handled at least once",
    ratings: "Ratings; their mean (1–5)",
  },
  noLate: "Nothing was late in this period.",
  excused: (count) => `${count} late ones count as on time by an objection that was upheld.`,
  foot: {
    revision: (revision, published) =>
      published === null
        ? `Revision ${revision}, not published yet.`
        : `Revision ${revision}, published ${published}.`,
    cutOff: (cutOff, knownAt) => `Cut-off ${cutOff}, known up to ${knownAt}.`,
    hash: (hash) => `SHA-256: ${hash}`,
    draft: (asOf) => `Draft, provisional as of ${asOf}; figures are not fixed.`,
  },
  chartAlt: (title, first, last, value) => `${title}, from ${first} to ${last}; this period ${value}`,
};

export function printLabelsFor(language: Language): PrintLabels {
  return language === "vi" ? VI : EN;
}
