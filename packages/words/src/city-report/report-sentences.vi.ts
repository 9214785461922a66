import type { Direction, ReportSentences } from "./report-sentences.ts";

const list = (items: readonly string[]) => items.join("; ");
const went: Record<Exclude<Direction, "same">, string> = { up: "tăng", down: "giảm" };

/** A name inside a sentence: "Sở, ban, ngành" → "sở, ban, ngành", "UBND phường" as it is. */
function lowerFirst(name: string): string {
  const [first = "", second = ""] = name;
  const isWord = second === second.toLocaleLowerCase() && second !== second.toLocaleUpperCase();
  return isWord ? first.toLocaleLowerCase("vi") + name.slice(first.length) : name;
}

export const VI: ReportSentences = {
  provisional: (moment) => `Tạm tính đến ${moment}: `,
  none: (line) => `Trong kỳ, ${line} không tiếp nhận phản ánh nào.`,
  received: (line, count, changes) => `${[`${line} tiếp nhận ${count} phản ánh`, ...changes].join(", ")}.`,
  changed: (direction, size, against, count) =>
    size === null
      ? `${against} là ${count}`
      : direction === "same"
        ? `tương đương ${against} (${count})`
        : `${went[direction]} ${size} so với ${against} (${count})`,
  against: { before: "kỳ trước", year: (period) => `kỳ tháng ${period}` },
  noBefore: "Chưa có số liệu kỳ trước để so sánh.",
  noYear: (period) => `Chưa có số liệu cùng kỳ năm trước (tháng ${period}) để so sánh.`,
  running: "Kỳ báo cáo chưa kết thúc: chưa so sánh với kỳ trước và chưa kết luận về từng đơn vị.",
  at: { cutOff: "Tính đến giờ chốt", now: "Tính đến thời điểm này" },
  handled: (at, handled, percent, open, overdue, without) =>
    `${at}, ${handled} phản ánh đã xử lý xong (${percent}), ${open} phản ánh đang xử lý, trong đó ${overdue} phản ánh đã quá hạn${without === null ? "" : `; ${without} phản ánh không có hạn xử lý`}.`,
  nothingDue: "Chưa có phản ánh nào đến hạn; chưa có tỉ lệ trễ hạn.",
  fewDue: (due, late, least) =>
    `Trong ${due} phản ánh đến hạn có ${late} phản ánh trễ hạn hoặc quá hạn. Dưới ${least} phản ánh đến hạn nên không tính tỉ lệ.`,
  allOnTime: (due) => `Toàn bộ ${due} phản ánh đến hạn đều được xử lý đúng hạn.`,
  late: (due, late, rate, moved) =>
    `Trong ${due} phản ánh đến hạn có ${late} phản ánh trễ hạn hoặc quá hạn, tỉ lệ ${rate}${moved}.`,
  moved: (direction, points, meaning) =>
    direction === "same"
      ? `, không đổi so với kỳ trước${meaning}`
      : `, ${went[direction]} ${points} điểm phần trăm so với kỳ trước${meaning}`,
  meaning: {
    unknown: "; các kỳ trước chưa đủ số liệu để kết luận",
    usual: (periods, direction) =>
      direction === "same"
        ? ""
        : `; mức ${went[direction]} nằm trong dao động thường của ${periods} kỳ trước, chưa đủ căn cứ kết luận ${direction === "up" ? "xấu đi" : "tốt lên"}`,
    clear: (isAbove, rate, periods) =>
      `, ${isAbove ? "cao" : "thấp"} hơn rõ rệt mức thường (${rate} trong ${periods} kỳ trước)`,
  },
  yearRate: (period, rate, fraction) =>
    `Cùng kỳ năm trước (tháng ${period}) tỉ lệ này là ${rate} (${fraction}).`,
  block: (name) => `khối ${lowerFirst(name)}`,
  blockRate: (name, rate, target) =>
    `${name} trễ hạn ${rate}${target === null ? "" : `, ${target.isMet ? "đạt" : "chưa đạt"} chỉ tiêu dưới ${target.text}`}.`,
  blockFew: (name, fraction) =>
    `${name} có số lượt trễ trên số lượt đến hạn là ${fraction}, chưa tính tỉ lệ.`,
  blockHighest: (name, rate) => `${name} có tỉ lệ trễ hạn cao nhất, ${rate}.`,
  handling: (median, ninth) =>
    `Một nửa số phản ánh được xử lý xong trong ${median} giờ, chín phần mười trong ${ninth} giờ, tính giờ liên tục.`,
  reopened: (count, rate) => `Có ${count} phản ánh bị phản ánh lại, bằng ${rate} số đã từng xử lý xong.`,
  rated: (count, mean) =>
    `Người dân gửi ${count} phiếu đánh giá${mean === null ? "" : `, điểm trung bình ${mean} trên 5`}.`,
  bands: (block, ranked, bands, least, unranked) =>
    `${block}: ${ranked} đơn vị đủ ${least} lượt đến hạn, phân biệt được ${bands} nhóm${unranked === null ? "" : `; ${unranked} đơn vị dưới ${least} lượt không xếp hạng`}.`,
  noBands: (blocks, least) =>
    `Ở các khối sau, kỳ này chưa phân biệt được đơn vị dẫn đầu và đơn vị chậm nhất với độ tin cậy 90 % (chỉ tính đơn vị đủ ${least} lượt đến hạn): ${list(blocks)}.`,
  comparedIn: (block, ranked) => `${block} (${ranked} đơn vị)`,
  leading: (units) => `Dẫn đầu: ${list(units)}.`,
  lagging: (units) => `Trễ hạn cao hơn các đơn vị khác: ${list(units)}.`,
  others: (count) => `và ${count} đơn vị khác (xem phụ lục)`,
  clearlyWorse: (units) => `Trễ hạn cao hơn rõ rệt mức thường của chính mình: ${list(units)}.`,
  clearlyBetter: (units) => `Trễ hạn thấp hơn rõ rệt mức thường của chính mình: ${list(units)}.`,
  noneClear: "Không nơi nào có tỉ lệ trễ hạn vượt khỏi dao động thường của chính mình trong các kỳ trước.",
  pastTooShort: "Các kỳ trước chưa đủ số liệu để so từng nơi với mức thường của chính mình.",
  moreReceived: (fields) => `Tiếp nhận tăng rõ rệt so với kỳ trước: ${list(fields)}.`,
  fewerReceived: (fields) => `Tiếp nhận giảm rõ rệt so với kỳ trước: ${list(fields)}.`,
  noneReceived: "Không lĩnh vực nào tăng, giảm vượt mức ngẫu nhiên so với kỳ trước.",
  fromTo: (name, before, now, size) => `${name} (từ ${before} thành ${now}, ${size})`,
  withRate: (name, rate, fraction) => `${name} (${rate}; ${fraction})`,
  withCount: (name, count) => `${name} (${count})`,
  highestRates: (fields) => `Tỉ lệ trễ hạn cao nhất: ${list(fields)}.`,
  noneLate: "Không có phản ánh nào trễ hạn trong kỳ.",
  lateShare: (fields, late, all, share) =>
    `Trễ hạn tập trung ở ${list(fields)}: ${late} trong ${all} phản ánh trễ hạn hoặc quá hạn (${share}).`,
  stage: (name, late, due, rate, share) =>
    `Theo bước xử lý, trễ nhiều nhất ở bước ${lowerFirst(name)}: ${late} trong ${due} lần đến hạn (${rate}), chiếm ${share} số lần trễ của tất cả các bước.`,
  handOffs: (receivedLate, passedOn, returned) =>
    `Về chuyển giao: ${receivedLate} lượt được giao khi phản ánh đã quá hạn; ${passedOn} lượt chuyển sang đơn vị khác; ${returned} lượt bị trả lại vì không thuộc thẩm quyền.`,
  mostLate: (block, late, all) =>
    `${block} có nhiều lượt trễ nhất: ${late} trong ${all} lượt trễ của các khối.`,
  caution:
    "Số liệu cho biết chậm trễ phát sinh ở bước, lĩnh vực, khối nào; nguyên nhân cụ thể do đơn vị giải trình.",
  places: (withReports, units, unlocated) =>
    `Phản ánh phát sinh tại ${withReports} trong ${units} đơn vị hành chính; ${unlocated} phản ánh chưa rõ vị trí.`,
  mostReceived: (places) => `Tiếp nhận nhiều nhất: ${list(places)}.`,
  noRemark: {
    before: "(Đơn vị ban hành bổ sung phần này trước khi công bố.)",
    after: "Không có nhận xét, kiến nghị kèm theo bản này.",
  },
};
