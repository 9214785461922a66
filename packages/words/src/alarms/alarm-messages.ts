import type { LocalizedText } from "@toancanh/contracts";

/** Alarms in words for operators: what is wrong, and what to do. Each is the message of the alarm of its code. */
export const ALARM_MESSAGES = {
  /** @param partition topic and number: "report-events/3" */
  kafka_partition_stopped: (partition: string): LocalizedText => ({
    vi: `Đã ngừng đọc phân vùng ${partition}: quá nhiều sự kiện không nhận được. Sửa nguồn gửi rồi khởi động lại.`,
    en: `Partition ${partition} is no longer read: too many of its events could not be taken. Mend what sends them, then start again.`,
  }),
  kafka_unreachable: {
    vi: "Không kết nối được với Kafka: sự kiện mới chưa đến được.",
    en: "No Kafka broker answers: new events cannot arrive.",
  },
  ingest_silent: {
    vi: "Không còn tiến trình thu nhận nào hoạt động: sự kiện mới chưa đến được. Khởi động lại “toancanh ingest”.",
    en: "No ingest process is at work any more: new events cannot arrive. Start “toancanh ingest” again.",
  },
  /** @param operation what of the store fails: "append_events" @param reason the first line of what the database or system says */
  writes_failing: (operation: string, reason: string): LocalizedText => ({
    vi: `Không ghi được dữ liệu (${operation}: ${reason}): sự kiện mới chưa được lưu. Kiểm tra ổ đĩa và cơ sở dữ liệu; hệ thống tự thử lại.`,
    en: `Data cannot be written (${operation}: ${reason}): new events are not stored. Look at the disk and the database; writing is tried again by itself.`,
  }),
  /** @param free share left: "2 %" @param place the directory */
  disk_full: (free: string, place: string): LocalizedText => ({
    vi: `Ổ đĩa chứa ${place} chỉ còn trống ${free}: sắp không ghi được sự kiện mới. Dọn bớt hoặc mở rộng ổ đĩa ngay.`,
    en: `The disk of ${place} has only ${free} free: new events will soon not be stored. Make room or enlarge it now.`,
  }),
  disk_low: (free: string, place: string): LocalizedText => ({
    vi: `Ổ đĩa chứa ${place} còn trống ${free}. Nên dọn bớt hoặc mở rộng ổ đĩa.`,
    en: `The disk of ${place} has ${free} free. Make room or enlarge it soon.`,
  }),
} as const;
