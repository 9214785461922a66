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
} as const;
