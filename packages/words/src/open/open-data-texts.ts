import type { Outcome } from "@toancanh/domain";
import type { Language } from "../language.ts";

/** Words of the public page and of the files beside it. */
export interface OpenDataTexts {
  title: string;
  catalog(line: string, city: string): string;
  month(period: string): string;
  provisional: string;
  toldUntil(time: string): string;
  published(revision: number): string;
  /** From and to of a month. */
  span(from: string, to: string): string;
  chooseMonth: string;
  choice(period: string, isRunning: boolean): string;
  received: string;
  onTime: string;
  late: string;
  /** "12 trong 25 phản ánh đến hạn" where there are too few for a share. */
  fraction(part: string, due: string): string;
  onTimeFraction(part: string, due: string): string;
  onTimeShare(share: string): string;
  nothingDue: string;
  byField: string;
  byWard: string;
  noWards: string;
  rest(groups: number): string;
  restLine(groups: string, reports: string): string;
  all(groups: string): string;
  fewer: string;
  reports(count: string): string;
  download: string;
  lookUp: string;
  number: string;
  search: string;
  notFound: string;
  field: string;
  receivedAt: string;
  /** Behind the time of a step: " (hạn …)". */
  dueOfStep(time: string): string;
  due: string;
  noDue: string;
  finished: string;
  open: string;
  agencies: string;
  steps: string;
  outcomes: Record<Outcome, string>;
  failed: string;
  loading: string;
  noMonths: string;
  simulated: string;
  privacy: string;
  otherLanguage: string;
  staff: string;
}

const VI: OpenDataTexts = {
  title: "Tình hình xử lý phản ánh",
  catalog: (line, city) => `Dữ liệu mở: ${line}, ${city}`,
  month: (period) => `Kỳ báo cáo tháng ${period.slice(5)}/${period.slice(0, 4)}`,
  provisional: "Số liệu tạm tính của kỳ đang chạy, chưa phải số liệu công bố.",
  toldUntil: (time) => `Tính đến ${time}`,
  published: (revision) =>
    revision === 1 ? "Số liệu đã công bố." : `Số liệu đã công bố, bản đính chính ${revision}.`,
  span: (from, to) => `Từ ${from} đến ${to}`,
  chooseMonth: "Kỳ báo cáo",
  choice: (period, isRunning) =>
    `Tháng ${period.slice(5)}/${period.slice(0, 4)}${isRunning ? " (đang chạy, tạm tính)" : ""}`,
  received: "Phản ánh đã tiếp nhận",
  onTime: "Đúng hạn",
  late: "Trễ hạn hoặc quá hạn",
  fraction: (part, due) => `${part} trong ${due} phản ánh đến hạn`,
  onTimeFraction: (part, due) => `Đúng hạn ${part} trong ${due} phản ánh đến hạn`,
  onTimeShare: (share) => `Đúng hạn ${share}`,
  nothingDue: "Chưa có phản ánh đến hạn",
  byField: "Theo lĩnh vực",
  byWard: "Theo phường, xã, đặc khu",
  noWards: "Số liệu theo phường, xã, đặc khu được nêu khi kỳ báo cáo được công bố.",
  rest: (groups) => `${groups} nhóm còn lại, gộp chung`,
  restLine: (groups, reports) => `${groups} nhóm còn lại, gộp chung: ${reports} phản ánh.`,
  all: (groups) => `Xem cả ${groups} nhóm`,
  fewer: "Thu gọn",
  reports: (count) => `${count} phản ánh`,
  download: "Tải CSV",
  lookUp: "Tra cứu phản ánh",
  number: "Mã phản ánh",
  search: "Tra cứu",
  notFound:
    "Không có phản ánh công khai mang mã này. Hãy kiểm tra lại mã; phản ánh mới được nêu sau một thời gian.",
  field: "Lĩnh vực",
  receivedAt: "Tiếp nhận",
  dueOfStep: (time) => ` (hạn ${time})`,
  due: "Hạn xử lý",
  noDue: "Không có hạn",
  finished: "Xử lý xong",
  open: "Chưa xong",
  agencies: "Đơn vị xử lý",
  steps: "Các bước",
  outcomes: {
    handled_on_time: "Đã xử lý đúng hạn",
    handled_late: "Đã xử lý trễ hạn",
    open_overdue: "Đang xử lý, quá hạn",
    open_in_time: "Đang xử lý, còn trong hạn",
    no_deadline: "Không có hạn",
  },
  failed: "Chưa tải được dữ liệu. Hãy thử lại sau ít phút.",
  loading: "Đang tải dữ liệu …",
  noMonths: "Chưa có kỳ báo cáo nào được công bố.",
  simulated: "Dữ liệu mô phỏng",
  privacy:
    "Nhóm có dưới 8 phản ánh không được nêu riêng, để không ai bị nhận ra. Trang này không có họ tên, số điện thoại, nội dung hay địa chỉ.",
  otherLanguage: "English",
  staff: "Dành cho cán bộ",
};

const EN: OpenDataTexts = {
  title: "How reports are handled",
  catalog: (line, city) => `Open data: ${line}, ${city}`,
  month: (period) => `Reporting period ${period.slice(5)}/${period.slice(0, 4)}`,
  provisional: "Provisional figures of the period that runs; they are not the published ones.",
  toldUntil: (time) => `As of ${time}`,
  published: (revision) =>
    revision === 1 ? "Published figures." : `Published figures, correction ${revision}.`,
  span: (from, to) => `From ${from} to ${to}`,
  chooseMonth: "Reporting period",
  choice: (period, isRunning) =>
    `${period.slice(5)}/${period.slice(0, 4)}${isRunning ? " (running, provisional)" : ""}`,
  received: "Reports received",
  onTime: "On time",
  late: "Late or overdue",
  fraction: (part, due) => `${part} of ${due} reports due`,
  onTimeFraction: (part, due) => `On time ${part} of ${due} due`,
  onTimeShare: (share) => `On time ${share}`,
  nothingDue: "No report was due yet",
  byField: "By field",
  byWard: "By ward, commune and special zone",
  noWards: "Figures by ward are told when the reporting period is published.",
  rest: (groups) => `${groups} other groups together`,
  restLine: (groups, reports) => `${groups} other groups together: ${reports} reports.`,
  all: (groups) => `Show all ${groups}`,
  fewer: "Show fewer",
  reports: (count) => `${count} reports`,
  download: "Download CSV",
  lookUp: "Look up a report",
  number: "Number of the report",
  search: "Look up",
  notFound: "There is no public report of this number. Check the number; new reports are told after a while.",
  field: "Field",
  receivedAt: "Received",
  dueOfStep: (time) => ` (due ${time})`,
  due: "Due",
  noDue: "No due",
  finished: "Finished",
  open: "Not finished",
  agencies: "Agencies",
  steps: "Steps",
  outcomes: {
    handled_on_time: "Handled on time",
    handled_late: "Handled late",
    open_overdue: "In hand, overdue",
    open_in_time: "In hand, in time",
    no_deadline: "No due",
  },
  failed: "The data could not be loaded. Try again in a few minutes.",
  loading: "Loading …",
  noMonths: "No reporting period has been published yet.",
  simulated: "Simulated data",
  privacy:
    "Groups of fewer than 8 reports are not told by themselves, so that nobody can be recognised. This page has no names, numbers, texts or addresses.",
  otherLanguage: "Tiếng Việt",
  staff: "For staff",
};

export function openDataTextsFor(language: Language): OpenDataTexts {
  return language === "vi" ? VI : EN;
}
