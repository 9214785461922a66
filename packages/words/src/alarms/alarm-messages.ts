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
  /** @param missing events @param reports that lack some @param months like "2026-11" */
  data_damaged: (missing: number, reports: number, months: readonly string[]): LocalizedText => ({
    vi: `Dữ liệu đã lưu bị hỏng: thiếu ${missing} sự kiện, ${reports} phản ánh không còn đầy đủ${list(" (tháng ", months)}. Chạy “toancanh doctor” để biết thiếu gì và cách khôi phục.`,
    en: `Stored data are damaged: ${missing} events are missing, ${reports} reports are not whole${list(" (months ", months)}. “toancanh doctor” says what is missing and how to bring it back.`,
  }),
  /** @param minutes by which the clock stands before what is stored */
  clock_behind: (minutes: number): LocalizedText => ({
    vi: `Đồng hồ máy chủ chậm ${minutes} phút so với dữ liệu đã lưu: hạn xử lý bị tính sai, sự kiện mới bị từ chối vì nằm ở tương lai. Chỉnh lại giờ máy chủ (NTP).`,
    en: `The server's clock stands ${minutes} minutes before what is already stored: due times are judged wrongly, and new events are refused as from the future. Set the clock (NTP).`,
  }),
  /** @param to folder @param reason the first line of what failed */
  backup_failed: (to: string, reason: string): LocalizedText => ({
    vi: `Không sao lưu được vào ${to} (${reason}). Kiểm tra thư mục và chỗ trống; hệ thống tự thử lại mỗi phút.`,
    en: `The backup to ${to} failed (${reason}). Look at the folder and its space; it is tried again every minute.`,
  }),
  disk_low: (free: string, place: string): LocalizedText => ({
    vi: `Ổ đĩa chứa ${place} còn trống ${free}. Nên dọn bớt hoặc mở rộng ổ đĩa.`,
    en: `The disk of ${place} has ${free} free. Make room or enlarge it soon.`,
  }),
} as const;

/** Months behind their opening words, closed by a bracket; "" without any. */
function list(opening: string, months: readonly string[]): string {
  return months.length === 0 ? "" : `${opening}${months.join(", ")})`;
}

/** What “toancanh doctor” advises. */
export const DOCTOR_ADVICE = {
  whole: {
    vi: "Dữ liệu đầy đủ: mọi sự kiện đã nhận đều còn, mọi phản ánh khớp với sự kiện của nó.",
    en: "Whole: every acknowledged event is there, and every report agrees with its events.",
  },
  missing: (missing: number, reports: number, months: readonly string[]): LocalizedText => ({
    vi: `Thiếu ${missing} sự kiện; ${reports} phản ánh không còn đầy đủ${list(" (tháng tiếp nhận ", months)}. Các phản ánh này mang cờ events_missing.`,
    en: `${missing} events are missing; ${reports} reports are not whole${list(" (received in ", months)}. Those reports carry the flag events_missing.`,
  }),
  restore: {
    vi: "Nếu có bản sao lưu: khôi phục vào thư mục mới bằng “toancanh restore --from BẢN_SAO --data THƯ_MỤC_MỚI”, rồi chạy “toancanh export events” trên thư mục hiện tại và “toancanh import --format cloudevents” vào thư mục mới để lấy lại những gì đến sau bản sao lưu.",
    en: "With a backup: “toancanh restore --from BACKUP --data NEW_DIR”, then “toancanh export events” from this directory and “toancanh import --format cloudevents” into the new one, for what came after the backup.",
  },
  resend: {
    vi: "Nếu không có bản sao lưu: gửi lại sự kiện của các tháng này từ nguồn (Kafka từ offset cũ, tệp, API). Gửi trùng không làm sai số liệu; đủ sự kiện thì cờ và cảnh báo tự hết.",
    en: "Without one: send the events of these months again from their source (Kafka from an old offset, files, the API). Repetitions change nothing; once all are there, flags and alarm go by themselves.",
  },
  parts: {
    vi: "Các phần bị hỏng nằm trong thư mục “detached” của bảng. Giữ lại cho đến khi dữ liệu đã khôi phục xong, sau đó xóa.",
    en: "Damaged parts lie in the folder “detached” of their table. Keep them until the data are back, then delete them.",
  },
  tables: (tables: readonly string[]): LocalizedText => ({
    vi: `Bảng bị mất và đã được tạo lại trống: ${tables.join(", ")}.`,
    en: `Tables were lost and made anew, empty: ${tables.join(", ")}.`,
  }),
} as const;
