import type { Ending, StateFlag } from "@toancanh/contracts";
import type { AdjustmentReason, Outcome, PreparedStage, StartReason } from "@toancanh/domain";
import { intlTagFor, type Language } from "../language.ts";

/** The sentences of an explanation in one language. Times come in as text already. */
export interface ExplanationWords {
  intake: string;
  received(id: string, time: string): string;
  rule(decision: string, group: string, complexity: string): string;
  noPolicy: string;
  complexity(code: string): string;
  heading(agency: string | null, turn: number): string;
  turn(turn: number): string;
  limit(limit: number, unit: PreparedStage["unit"]): string;
  sourceLimit: string;
  from(time: string): string;
  start: Record<StartReason["kind"], (after: string) => string>;
  due(time: string): string;
  noDue: string;
  extension(at: string, until: string): string;
  /** `until` null: it has not been resumed. */
  pause(at: string, until: string | null): string;
  reason: Record<AdjustmentReason, string>;
  movedTo(time: string): string;
  /** Before the dates dd/MM between start and due that do not count. */
  daysOff: string;
  done(time: string): string;
  notDone: string;
  /** Not recorded by itself: it was over when all was. */
  doneWithAll(time: string): string;
  /** Not done by an agency that gave the report back or passed it on. */
  leftUndone(ending: Ending): string;
  result: Record<Outcome, string>;
  /** The result of what was left undone, as of then. */
  resultThen: Record<Outcome, string>;
  /** A result with how late it is, where it is late. */
  late(result: Outcome, duration: string): string;
  conclusion: string;
  ending: Record<Ending, (time: string) => string>;
  openAt(time: string): string;
  noObligation: string;
  reopened: string;
  heldBy: string;
  lateShare(share: number): string;
  /** Before the parts of a holder's time that others made. */
  ofThat: string;
  ofReturned(duration: string): string;
  ofIdle(duration: string): string;
  duration(minutes: number): string;
  note: string;
  flag: Record<StateFlag, string>;
}

const vi: ExplanationWords = {
  intake: "Tổng đài tiếp nhận",
  received: (id, time) => `Phản ánh ${id}, tiếp nhận lúc ${time}.`,
  rule: (decision, group, complexity) =>
    `Quy định áp dụng: ${decision}, có hiệu lực vào lúc tiếp nhận; lĩnh vực ${group}; mức độ ${complexity}.`,
  noPolicy: "Không có quy định nào có hiệu lực vào lúc tiếp nhận nên không có hạn.",
  complexity: (code) =>
    ({ normal: "thông thường", complex: "phức tạp", coordinated: "cần phối hợp" })[code] ?? code,
  heading: (agency, turn) =>
    agency === null
      ? "Đối với người dân (hạn của cả phản ánh):"
      : `Đối với ${agency}${turn > 1 ? `, lượt ${turn}` : ""} (hạn riêng của cơ quan):`,
  turn: (turn) => `lượt ${turn}`,
  limit: (limit, unit) =>
    `${decimal(limit, "vi")} ${
      unit === "working_days" ? "ngày làm việc, không kể ngày bắt đầu" : hourUnit(unit)
    }`,
  sourceLimit: "hạn do nguồn dữ liệu cung cấp",
  from: (time) => `tính từ ${time}`,
  start: {
    received: () => "lúc tiếp nhận",
    assigned: () => "lúc được giao",
    first_assigned: () => "lúc giao xử lý lần đầu",
    reopened: () => "lúc người dân phản ánh lại",
    done: (after) => `lúc xong bước “${after}”`,
    due: (after) => `lúc hết hạn bước “${after}”: chậm nhất là từ lúc đó, dù bước ấy xong muộn hơn`,
  },
  due: (time) => `hạn ${time}`,
  noDue: "chưa có hạn",
  extension: (at, until) => `Gia hạn cấp lúc ${at}, hạn mới ${until}`,
  pause: (at, until) => `Tạm dừng từ ${at} ${until === null ? "và chưa tiếp tục" : `đến ${until}`}`,
  reason: {
    applied: "được tính",
    granted_too_late: "không được tính vì cấp khi đã đến hạn hoặc quá hạn",
    not_later_than_due: "không được tính vì hạn mới không muộn hơn hạn đang có",
    not_allowed_by_policy: "không được tính vì quy định không cho phép",
    nothing_due: "không được tính vì chưa có hạn để thay đổi",
    unknown_stage: "không được tính vì quy định không có bước này",
    outside_stage: "không ảnh hưởng vì nằm ngoài thời gian của bước này",
  },
  movedTo: (time) => `Hạn sau khi điều chỉnh: ${time}.`,
  daysOff: "Ngày nghỉ không tính",
  done: (time) => `Hoàn thành lúc ${time}`,
  notDone: "Chưa ghi nhận hoàn thành",
  doneWithAll: (time) => `Không ghi nhận riêng, tính theo lúc kết thúc ${time}`,
  leftUndone: (ending) =>
    ending === "returned" ? "Chưa hoàn thành khi trả lại" : "Chưa hoàn thành khi chuyển đi",
  result: {
    handled_on_time: "đúng hạn",
    handled_late: "trễ hạn",
    open_overdue: "chưa xong, đã quá hạn",
    open_in_time: "chưa xong, còn trong hạn",
    no_deadline: "không có hạn",
  },
  resultThen: {
    handled_on_time: "đúng hạn",
    handled_late: "trễ hạn",
    open_overdue: "lúc đó đã quá hạn",
    open_in_time: "lúc đó còn trong hạn",
    no_deadline: "không có hạn",
  },
  late: (result, duration) => {
    if (result === "handled_late") return `trễ hạn ${duration}`;
    return result === "open_overdue" ? `đã quá hạn ${duration}` : vi.result[result];
  },
  conclusion: "Kết quả",
  ending: {
    open: (time) => `đang xử lý, tính đến ${time}`,
    handled: (time) => `xử lý xong lúc ${time}`,
    closed: (time) => `đóng lúc ${time}`,
    rejected: (time) => `bị từ chối lúc ${time}`,
    merged: (time) => `được gộp vào phản ánh có cùng nội dung lúc ${time}`,
    returned: (time) => `trả lại lúc ${time} vì không thuộc thẩm quyền`,
    reassigned: (time) => `chuyển sang cơ quan khác lúc ${time}`,
  },
  openAt: (time) => `đang xử lý, tính đến ${time}`,
  noObligation: "không tính vào tỷ lệ đúng hạn, trễ hạn của cơ quan này",
  reopened: "sau đó người dân phản ánh lại",
  heldBy: "Phản ánh nằm ở đâu, bao lâu (tính liên tục, kể cả ngoài giờ và ngày nghỉ):",
  lateShare: (share) => `chịu ${decimal(share * 100, "vi")}% phần trễ hạn`,
  ofThat: "trong đó",
  ofReturned: (duration) => `${duration} ở cơ quan đã trả lại vì không thuộc thẩm quyền`,
  ofIdle: (duration) => `${duration} từ lúc xong đến lúc mở lại, không quy trễ hạn cho ai`,
  duration: (minutes) => durationText(minutes, "ngày", "giờ", "phút"),
  note: "Lưu ý",
  flag: {
    finished_before_start: "thời điểm kết thúc được ghi trước thời điểm bắt đầu",
    event_conflict: "cùng một mã sự kiện có nội dung khác nhau",
    late_extension_ignored: "có gia hạn cấp khi đã đến hạn hoặc quá hạn, không được tính",
    pause_ignored: "có tạm dừng nhưng quy định không cho dừng tính giờ",
    unknown_service_code: "mã lĩnh vực không có trong danh mục",
    unknown_agency: "mã cơ quan không có trong danh mục",
    no_received_event: "chưa có sự kiện tiếp nhận",
    redacted: "dữ liệu đã được lược bỏ theo yêu cầu",
    unreadable_field: "nguồn ghi một giá trị không đọc được (vị trí hoặc hạn), được bỏ qua",
    outside_city: "vị trí nằm ngoài địa bàn, không đưa lên bản đồ",
    coordinates_exchanged: "vĩ độ và kinh độ có vẻ bị đổi chỗ cho nhau",
    event_before_received: "có bước được ghi thời điểm trước lúc tiếp nhận",
    events_missing: "một phần sự kiện đã lưu bị mất do hỏng dữ liệu, kết quả có thể không đầy đủ",
  },
};

const en: ExplanationWords = {
  intake: "Intake",
  received: (id, time) => `Report ${id}, received ${time}.`,
  rule: (decision, group, complexity) =>
    `Rule: ${decision}, in force when it was received; ${group}; ${complexity}.`,
  noPolicy: "No policy was in force when it was received: there is no deadline.",
  complexity: (code) => code,
  heading: (agency, turn) =>
    agency === null
      ? "For the citizen (the report as a whole):"
      : `For ${agency}${turn > 1 ? `, turn ${turn}` : ""} (its own deadline):`,
  turn: (turn) => `turn ${turn}`,
  limit: (limit, unit) => {
    const name = { hours: "hour", working_hours: "working hour", working_days: "working day", source: "" }[
      unit
    ];
    const after = unit === "working_days" ? " after the day it starts" : "";
    return `${decimal(limit, "en")} ${name}${limit === 1 ? "" : "s"}${after}`;
  },
  sourceLimit: "due given by the source",
  from: (time) => `from ${time}`,
  start: {
    received: () => "when received",
    assigned: () => "when assigned",
    first_assigned: () => "when first assigned",
    reopened: () => "when the citizen came back",
    done: (after) => `when “${after}” was done`,
    due: (after) => `when “${after}” was due: then at the latest, however late that stage was done`,
  },
  due: (time) => `due ${time}`,
  noDue: "no due yet",
  extension: (at, until) => `Extension granted ${at} until ${until}`,
  pause: (at, until) => `Paused ${at} ${until === null ? "and not resumed" : `until ${until}`}`,
  reason: {
    applied: "counted",
    granted_too_late: "ignored, because it was not granted before the due",
    not_later_than_due: "ignored, because it is not later than the due",
    not_allowed_by_policy: "ignored, because the policy does not allow it",
    nothing_due: "ignored, because there was no due to move",
    unknown_stage: "ignored, because the rule has no such stage",
    outside_stage: "without effect, because it lies outside this stage",
  },
  movedTo: (time) => `New due: ${time}.`,
  daysOff: "Days off not counted",
  done: (time) => `Done ${time}`,
  notDone: "Not recorded as done",
  doneWithAll: (time) => `Not recorded by itself; judged by the end, ${time}`,
  leftUndone: (ending) => (ending === "returned" ? "Not done when returned" : "Not done when passed on"),
  result: {
    handled_on_time: "on time",
    handled_late: "late",
    open_overdue: "open and overdue",
    open_in_time: "open, still in time",
    no_deadline: "no deadline",
  },
  resultThen: {
    handled_on_time: "on time",
    handled_late: "late",
    open_overdue: "overdue by then",
    open_in_time: "still in time then",
    no_deadline: "no deadline",
  },
  late: (result, duration) => {
    if (result === "handled_late") return `late by ${duration}`;
    return result === "open_overdue" ? `overdue by ${duration}` : en.result[result];
  },
  conclusion: "Result",
  ending: {
    open: (time) => `open at ${time}`,
    handled: (time) => `handled ${time}`,
    closed: (time) => `closed ${time}`,
    rejected: (time) => `rejected ${time}`,
    merged: (time) => `merged with its duplicate ${time}`,
    returned: (time) => `returned ${time} as not theirs`,
    reassigned: (time) => `passed on to another agency ${time}`,
  },
  openAt: (time) => `open at ${time}`,
  noObligation: "not counted in this agency's rates",
  reopened: "the citizen came back afterwards",
  heldBy: "Held by (all hours, nights and days off included):",
  lateShare: (share) => `${decimal(share * 100, "en")} % of the lateness`,
  ofThat: "of that",
  ofReturned: (duration) => `${duration} with an agency that returned it as not theirs`,
  ofIdle: (duration) => `${duration} between finish and reopening, for which nobody is blamed`,
  duration: (minutes) => durationText(minutes, "d", "h", "min"),
  note: "Note",
  flag: {
    finished_before_start: "a finish was recorded before its start",
    event_conflict: "one event id came with different contents",
    late_extension_ignored: "an extension was not granted before the due and does not count",
    pause_ignored: "it was paused, but the policy lets no clock stand still",
    unknown_service_code: "the service code is not in the list",
    unknown_agency: "an agency code is not in the list",
    no_received_event: "there is no event of its receipt",
    redacted: "data were taken out on request",
    unreadable_field: "its source wrote a value that cannot be read (place or due), which is left out",
    outside_city: "its place lies outside the city and is on no map",
    coordinates_exchanged: "latitude and longitude seem to be exchanged",
    event_before_received: "a step was recorded before the receipt",
    events_missing: "stored events were lost to damage, so this may not be the whole story",
  },
};

export const EXPLANATION_WORDS: Readonly<Record<Language, ExplanationWords>> = { vi, en };

function hourUnit(unit: PreparedStage["unit"]): string {
  return unit === "working_hours" ? "giờ làm việc" : "giờ";
}

const DECIMALS = { vi: oneDecimal("vi"), en: oneDecimal("en") };

function oneDecimal(language: Language): Intl.NumberFormat {
  return new Intl.NumberFormat(intlTagFor(language), { maximumFractionDigits: 1 });
}

function decimal(value: number, language: Language): string {
  return DECIMALS[language].format(value);
}

/** Whole minutes as days of 24 hours, hours and minutes: `1 d 2 h 5 min`. */
function durationText(minutes: number, day: string, hour: string, minute: string): string {
  const whole = Math.round(minutes);
  const parts: [number, string][] = [
    [Math.floor(whole / 1440), day],
    [Math.floor((whole % 1440) / 60), hour],
    [whole % 60, minute],
  ];
  const written = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return written.length === 0 ? `0 ${minute}` : written.join(" ");
}
