import type { LocalizedText } from "@toancanh/contracts";
import { intlTagFor } from "../language.ts";

/** What can speak against closing a period (docs/metrics.md §6). */
export type ClosingBlockCode =
  | "no_reports"
  | "feed_late"
  | "unknown_codes"
  | "unlocated_above_usual"
  | "dead_letters"
  | "unprojected"
  | "open_objections";

const TEXTS: Readonly<Record<ClosingBlockCode, (count: string) => LocalizedText>> = {
  no_reports: () => ({
    vi: "Không có phản ánh nào được tiếp nhận trong kỳ.",
    en: "No report was received in the period.",
  }),
  feed_late: (count) => ({
    vi: `${count} nguồn chưa được đọc lại từ giờ chốt số liệu.`,
    en: `${count} feeds have not been read since the cut-off.`,
  }),
  unknown_codes: (count) => ({
    vi: `${count} phản ánh mang mã lĩnh vực hoặc mã đơn vị không có trong danh mục.`,
    en: `${count} reports carry a category or an agency that the city does not list.`,
  }),
  unlocated_above_usual: (count) => ({
    vi: `${count} phản ánh không có vị trí, nhiều hơn mức thường gặp ở các kỳ trước.`,
    en: `${count} reports have no place, more than usual in the periods before.`,
  }),
  dead_letters: (count) => ({
    vi: `${count} sự kiện chưa nhận được, đang chờ xử lý (dead letters).`,
    en: `${count} events could not be taken and wait in the dead letters.`,
  }),
  unprojected: (count) => ({
    vi: `${count} phản ánh có sự kiện chưa được cập nhật vào trạng thái.`,
    en: `${count} reports have events that are not in their state yet.`,
  }),
  open_objections: (count) => ({
    vi: `${count} đề nghị xem xét chưa có kết luận.`,
    en: `${count} objections wait for a decision.`,
  }),
};

/** A block in both languages, with its number. */
export function describeClosingBlock(code: ClosingBlockCode, count: number): LocalizedText {
  const write = TEXTS[code];
  const number = (language: "vi" | "en") => new Intl.NumberFormat(intlTagFor(language)).format(count);
  return { vi: write(number("vi")).vi, en: write(number("en")).en };
}
