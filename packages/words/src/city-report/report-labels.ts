import type { Language } from "../language.ts";
import type { ReportSource } from "./report-words.ts";

/** What a city's report prints beside its sentences and figures. */
export interface ReportLabels {
  documentKind: string;
  /** Over two lines: what it is about. */
  subject: (line: string, period: string) => [string, string];
  span: (from: string, to: string) => string;
  sections: Record<"overview" | "blocks" | "fields" | "causes" | "wards" | "remark", string>;
  figure: (target: string | null) => string;
  tables: Record<"blocks" | "fields" | "stages" | "handOffs", (decisions: string) => string>;
  heads: {
    number: string;
    block: string;
    unit: string;
    place: string;
    field: string;
    given: string;
    received: string;
    due: string;
    onTime: string;
    late: string;
    finished: string;
    open: string;
    inTime: string;
    noDeadline: string;
    rate: string;
    rateNow: string;
    rateBefore: string;
    rateYear: string;
    raw: string;
    adjusted: string;
    interval: string;
    target: string;
    points: string;
    rank: (ranked: string) => string;
    band: string;
    now: string;
    before: string;
    year: string;
  };
  met: string;
  missed: string;
  total: string;
  appendix: (number: string) => string;
  /** Of an appendix: its heading, and under it what it is of. */
  appendices: {
    block: (name: string) => string;
    wards: string;
    definitions: string;
    sources: string;
    about: (period: string, isFixed: boolean) => string;
    placesAbout: (period: string, isFixed: boolean) => string;
  };
  noteBlock: (least: string, scoring: string | null) => string;
  noteWards: (least: string) => string;
  sources: {
    caption: string;
    heads: { mark: string; what: string; query: string; fields: string };
    what: Record<ReportSource, string>;
  };
  terms: readonly (readonly [string, string])[];
}

const VI: ReportLabels = {
  documentKind: "BÁO CÁO",
  subject: (line, period) => [
    "Kết quả tiếp nhận, xử lý phản ánh, kiến nghị",
    `qua ${line}, kỳ tháng ${period.replace("/", " năm ")}`,
  ],
  span: (from, to) => `Từ ${from} đến ${to}`,
  sections: {
    overview: "I. KẾT QUẢ CHUNG",
    blocks: "II. KẾT QUẢ THEO KHỐI VÀ ĐƠN VỊ",
    fields: "III. KẾT QUẢ THEO LĨNH VỰC",
    causes: "IV. NƠI PHÁT SINH CHẬM TRỄ",
    wards: "V. KẾT QUẢ THEO ĐỊA BÀN",
    remark: "VI. NHẬN XÉT, KIẾN NGHỊ",
  },
  figure: (target) =>
    `Hình 1. Tỉ lệ trễ hạn toàn thành phố, 12 kỳ, %. Nền xám: dao động thường của các kỳ trước.${target === null ? "" : ` Nét đứt: mốc ${target}.`}`,
  tables: {
    blocks: () => "Bảng 1. Lượt chuyển xử lý theo khối, tính đến giờ chốt",
    fields: () => "Bảng 2. Phản ánh theo lĩnh vực, tính đến giờ chốt",
    stages: (decisions) =>
      `Bảng 3. Phản ánh theo bước xử lý${decisions === "" ? "" : ` (giới hạn theo Quyết định số ${decisions})`}`,
    handOffs: () => "Bảng 4. Chuyển giao, phản ánh lại, hài lòng",
  },
  heads: {
    number: "STT",
    block: "Khối",
    unit: "Đơn vị",
    place: "Địa bàn",
    field: "Lĩnh vực",
    given: "Được giao",
    received: "Tiếp nhận",
    due: "Đến hạn",
    onTime: "Đúng hạn",
    late: "Trễ",
    finished: "Đã xong",
    open: "Chưa",
    inTime: "Còn trong hạn",
    noDeadline: "Không có hạn",
    rate: "Tỉ lệ trễ hạn, %",
    rateNow: "Kỳ này",
    rateBefore: "Kỳ trước",
    rateYear: "Cùng kỳ năm trước",
    raw: "thô",
    adjusted: "hiệu chỉnh",
    interval: "khoảng 90\u00a0%",
    target: "Chỉ tiêu",
    points: "Điểm",
    rank: (ranked) => `Hạng trong ${ranked}`,
    band: "Nhóm",
    now: "Kỳ này",
    before: "Kỳ trước",
    year: "Cùng kỳ năm trước",
  },
  met: "đạt",
  missed: "chưa đạt",
  total: "Cộng",
  appendix: (number) => `Phụ lục ${number}`,
  appendices: {
    block: (name) => `KẾT QUẢ THEO ĐƠN VỊ: KHỐI ${name.toLocaleUpperCase("vi")}`,
    wards: "KẾT QUẢ THEO ĐỊA BÀN",
    definitions: "GIẢI THÍCH TỪ NGỮ",
    sources: "NGUỒN SỐ LIỆU",
    about: (period, isFixed) =>
      `(lượt chuyển xử lý, kỳ tháng ${period}, ${isFixed ? "tính đến giờ chốt" : "tạm tính"}; xếp theo vần)`,
    placesAbout: (period, isFixed) =>
      `(phản ánh, kỳ tháng ${period}, ${isFixed ? "tính đến giờ chốt" : "tạm tính"}; xếp theo vần)`,
  },
  noteBlock: (least, scoring) =>
    `Ghi chú: dưới ${least} lượt đến hạn thì ghi số trễ / đến hạn và không xếp hạng. Đơn vị cùng nhóm chưa phân biệt được hơn kém với độ tin cậy 90 %.${scoring === null ? "" : ` Điểm: ${scoring}`}`,
  noteWards: (least) =>
    `Ghi chú: đếm phản ánh phát sinh tại địa bàn, do mọi đơn vị xử lý. Dưới ${least} phản ánh đến hạn thì ghi số trễ / đến hạn, không ghi tỉ lệ.`,
  sources: {
    caption: "Số trong ngoặc vuông ở cuối đoạn và tên bảng là ký hiệu nguồn dưới đây.",
    heads: { mark: "Ký hiệu", what: "Số liệu", query: "Truy vấn", fields: "Trường" },
    what: {
      city: "Toàn thành phố",
      before: "Các kỳ trước, cùng kỳ năm trước",
      blocks: "Theo khối",
      agencies: "Theo đơn vị",
      rankings: "Điểm, hạng, nhóm",
      wards: "Theo địa bàn",
      closing: "Giờ chốt, bản, mã băm, nhận xét",
    },
  },
  terms: [
    [
      "Phản ánh",
      "một phản ánh, kiến nghị của người dân tiếp nhận trong kỳ; số của toàn thành phố, lĩnh vực, địa bàn đếm phản ánh.",
    ],
    [
      "Lượt",
      "một lần phản ánh được giao cho một đơn vị; số của khối và đơn vị đếm lượt. Giao nhiều đơn vị là nhiều lượt, nên tổng lượt lớn hơn tổng phản ánh.",
    ],
    [
      "Đến hạn",
      "đúng hạn, xử lý trễ hạn và quá hạn chưa xong; còn trong hạn và không có hạn chưa vào mẫu số.",
    ],
    ["Tỉ lệ trễ hạn", "xử lý trễ hạn và quá hạn chưa xong chia cho đến hạn."],
    ["Dao động thường", "khoảng mà 90 % số kỳ rơi vào nếu giữ mức của các kỳ trước, tối đa 11 kỳ."],
    [
      "Tăng, giảm rõ rệt",
      "chênh lệch số tiếp nhận vượt mức ngẫu nhiên với độ tin cậy 99,7 %; với tỉ lệ trễ hạn: vượt khỏi dao động thường, khoảng này mở rộng theo số nơi được so để ngẫu nhiên không làm nêu tên quá một nơi.",
    ],
    [
      "Tỉ lệ hiệu chỉnh, khoảng 90 %",
      "tỉ lệ kéo về mức chung của khối khi số lượng ít, và khoảng tin cậy của nó.",
    ],
  ],
};

const EN: ReportLabels = {
  documentKind: "REPORT",
  subject: (line, period) => ["Reports received and handled", `through ${line}, period ${period}`],
  span: (from, to) => `From ${from} to ${to}`,
  sections: {
    overview: "I. OVERVIEW",
    blocks: "II. BY BLOCK AND AGENCY",
    fields: "III. BY FIELD",
    causes: "IV. WHERE DELAY ARISES",
    wards: "V. BY PLACE",
    remark: "VI. REMARKS AND RECOMMENDATIONS",
  },
  figure: (target) =>
    `Figure 1. Late rate of the whole city, 12 periods, %. Grey: usual variation of the periods before.${target === null ? "" : ` Dashed: the mark of ${target}.`}`,
  tables: {
    blocks: () => "Table 1. Assignments by block at the cut-off",
    fields: () => "Table 2. Reports by field at the cut-off",
    stages: (decisions) =>
      `Table 3. Reports by stage${decisions === "" ? "" : ` (limits of decision ${decisions})`}`,
    handOffs: () => "Table 4. Hand-offs, returns of citizens, satisfaction",
  },
  heads: {
    number: "No.",
    block: "Block",
    unit: "Agency",
    place: "Place",
    field: "Field",
    given: "Given",
    received: "Received",
    due: "Due",
    onTime: "On time",
    late: "Late",
    finished: "Finished",
    open: "Open",
    inTime: "In time",
    noDeadline: "No deadline",
    rate: "Late rate, %",
    rateNow: "Now",
    rateBefore: "Before",
    rateYear: "A year before",
    raw: "raw",
    adjusted: "adjusted",
    interval: "90% interval",
    target: "Target",
    points: "Points",
    rank: (ranked) => `Rank of ${ranked}`,
    band: "Band",
    now: "Now",
    before: "Before",
    year: "A year before",
  },
  met: "met",
  missed: "missed",
  total: "Total",
  appendix: (number) => `Appendix ${number}`,
  appendices: {
    block: (name) => `RESULTS BY AGENCY: ${name.toLocaleUpperCase("en")}`,
    wards: "RESULTS BY PLACE",
    definitions: "DEFINITIONS",
    sources: "SOURCES OF THE FIGURES",
    about: (period, isFixed) =>
      `(assignments, period ${period}, ${isFixed ? "at the cut-off" : "provisional"}; in the order of the alphabet)`,
    placesAbout: (period, isFixed) =>
      `(reports, period ${period}, ${isFixed ? "at the cut-off" : "provisional"}; in the order of the alphabet)`,
  },
  noteBlock: (least, scoring) =>
    `Note: with fewer than ${least} due, late / due is printed and there is no rank. Agencies of one band cannot be told apart at 90%.${scoring === null ? "" : ` Points: ${scoring}`}`,
  noteWards: (least) =>
    `Note: reports from the place, whoever handled them. With fewer than ${least} due, late / due is printed and no rate.`,
  sources: {
    caption: "The number in square brackets after a paragraph or a caption names its source below.",
    heads: { mark: "Mark", what: "Figures", query: "Query", fields: "Fields" },
    what: {
      city: "The whole city",
      before: "Earlier periods, the same one a year before",
      blocks: "By block",
      agencies: "By agency",
      rankings: "Points, ranks, bands",
      wards: "By place",
      closing: "Cut-off, revision, hash, remarks",
    },
  },
  terms: [
    [
      "Report",
      "one citizen’s report received in the period; figures of the city, of fields and of places count reports.",
    ],
    [
      "Assignment",
      "a report given to an agency; figures of blocks and agencies count assignments. One given to several counts for each, so their sum is above that of reports.",
    ],
    [
      "Due",
      "on time, handled late and overdue; what is in time or has no deadline is not in the denominator.",
    ],
    ["Late rate", "handled late and overdue over due."],
    ["Usual variation", "where 90% of the periods would lie at the level of the periods before, at most 11."],
    [
      "Clearly more, fewer",
      "a difference in what was received beyond chance at 99.7%; of a late rate: outside its usual variation, which is widened by the number compared so that chance names at most one.",
    ],
    [
      "Adjusted rate, 90% interval",
      "the rate drawn towards its block where numbers are small, and its interval.",
    ],
  ],
};

export function reportLabelsFor(language: Language): ReportLabels {
  return language === "vi" ? VI : EN;
}
