import type { Language } from "../../language.ts";

const HINTS_VI: Readonly<Record<string, string>> = {
  event_conflict: "bản nhận trước được giữ",
  late_extension_ignored: "ghi nhận, không đổi hạn",
  pause_ignored: "ghi nhận, không đổi hạn",
  unknown_service_code: "chưa có hạn theo lĩnh vực",
  unknown_agency: "không vào bảng của đơn vị nào",
  redacted: "số đếm vẫn giữ nguyên",
};
const HINTS_EN: Readonly<Record<string, string>> = {
  event_conflict: "the one that came first is kept",
  late_extension_ignored: "recorded, the due stays",
  pause_ignored: "recorded, the due stays",
  unknown_service_code: "no deadline by field",
  unknown_agency: "in no agency's table",
  redacted: "counts stay as they were",
};

const vi = {
  title: (period: string) => `Chất lượng dữ liệu, ${period}`,
  counted: "Đếm được gì, ảnh hưởng đến đâu",
  of: (reports: string) => `trong ${reports} phản ánh của kỳ`,
  columns: {
    item: "Mục",
    count: "Số",
    share: "Tỉ trọng",
    source: "Nguồn",
    events: "Sự kiện",
    latest: "Tin gần nhất",
    level: "Mức",
  },
  unlocated: "Không rõ vị trí",
  unlocatedHint: "tính trong mọi tỉ lệ, không lên bản đồ",
  sources: "Nguồn tin",
  days: (days: string) => `${days} ngày gần nhất`,
  noSources: "Chưa có nguồn nào gửi sự kiện trong thời gian này.",
  silent: (span: string) => `không có tin ${span}`,
  usual: "bình thường",
  letters: (count: string) => `${count} sự kiện chưa nhận được`,
  lettersHint: "giữ nguyên văn; quản trị hệ thống xử lý lại bằng lệnh dead-letters replay",
  hints: HINTS_VI,
  flags: {
    finished_before_start: "Xong trước khi bắt đầu",
    event_conflict: "Cùng mã, khác nội dung",
    late_extension_ignored: "Gia hạn sau hạn",
    pause_ignored: "Dừng đồng hồ, không được phép",
    unknown_service_code: "Mã lĩnh vực lạ",
    unknown_agency: "Mã đơn vị lạ",
    no_received_event: "Thiếu sự kiện tiếp nhận",
    redacted: "Đã xóa nội dung cá nhân",
    unreadable_field: "Trường không đọc được",
    outside_city: "Vị trí ngoài thành phố",
    coordinates_exchanged: "Vĩ độ và kinh độ đổi chỗ",
    event_before_received: "Bước xử lý trước lúc tiếp nhận",
    events_missing: "Mất sự kiện đã ghi nhận",
  },
};

/** Words of the page of data quality. */
export type QualityWords = typeof vi;

const en: QualityWords = {
  title: (period) => `Data quality, ${period}`,
  counted: "What was counted, and what it touches",
  of: (reports) => `of ${reports} reports of the period`,
  columns: {
    item: "Item",
    count: "Count",
    share: "Share",
    source: "Source",
    events: "Events",
    latest: "Latest",
    level: "Level",
  },
  unlocated: "No location",
  unlocatedHint: "counted in every rate, on no map",
  sources: "Sources",
  days: (days) => `the last ${days} days`,
  noSources: "No source has sent an event in this time.",
  silent: (span) => `silent for ${span}`,
  usual: "as usual",
  letters: (count) => `${count} events could not be taken`,
  lettersHint: "kept as they came; operators take them again with the command dead-letters replay",
  hints: HINTS_EN,
  flags: {
    finished_before_start: "Finished before it began",
    event_conflict: "Same id, other content",
    late_extension_ignored: "Extended after the due",
    pause_ignored: "Clock stopped without leave",
    unknown_service_code: "Unknown field code",
    unknown_agency: "Unknown agency code",
    no_received_event: "No event of receipt",
    redacted: "Personal content removed",
    unreadable_field: "A field cannot be read",
    outside_city: "Place outside the city",
    coordinates_exchanged: "Latitude and longitude exchanged",
    event_before_received: "A step before the receipt",
    events_missing: "Recorded events are missing",
  },
};

export const QUALITY_WORDS: Readonly<Record<Language, QualityWords>> = { vi, en };
