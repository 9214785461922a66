import type { EventKind } from "@toancanh/contracts";
import type { ExplainedChange, ExplainedRound, NoDeadlineReason, PassedOver } from "@toancanh/domain";
import type { Language } from "../language.ts";

/** What became of the events of a report, in one language. Times and names come in as text already. */
export interface HistoryWords {
  /** No decision was in force, but the source gave a due. */
  noPolicyButSource: string;
  sourceDueUnused(time: string): string;
  noDeadline: Record<NoDeadlineReason, string>;
  doneByEvery(time: string): string;
  doneBefore(time: string): string;
  /** `field` and `complexity` are null where they stayed. */
  change(
    kind: ExplainedChange["kind"],
    time: string,
    field: { from: string; to: string } | null,
    complexity: { from: string; to: string } | null,
  ): string;
  changeCounts: Record<ExplainedChange["reason"], string>;
  /** An earlier finish, already as text, and its reopening. */
  round(finish: string, reopenedBy: ExplainedRound["reopened_by"], time: string): string;
  passedOn(agency: string, due: string | null, wasOverdue: boolean): string;
  waited: string;
  charged(agency: string | null): string;
  /** An agency outside the city's list, by the name its source gives. */
  unlisted(agency: string, name: string): string;
  passedOver: string;
  /** `agency` null: the event names none. */
  event(time: string, agency: string | null, kind: EventKind): string;
  reason: Record<PassedOver["reason"], string>;
  /** Passed on by an agency that did not hold it. */
  passedByStranger: string;
}

const KINDS_VI: Record<EventKind, string> = {
  received: "tiếp nhận",
  classified: "phân loại",
  complexity_changed: "đổi mức độ",
  corrected: "đính chính",
  closed: "đóng",
  rejected: "từ chối",
  merged: "gộp",
  reopened: "mở lại",
  rated: "đánh giá",
  redacted: "lược bỏ dữ liệu",
  accepted: "nhận xử lý",
  verified: "kiểm tra hiện trường",
  temporary_fixed: "xử lý tạm thời",
  estimate_published: "công bố thời gian dự kiến",
  extended: "gia hạn",
  paused: "tạm dừng",
  resumed: "tiếp tục",
  resolved: "xử lý xong",
  responded: "trả lời",
  assigned: "được giao xử lý",
  returned: "trả lại",
  reassigned: "chuyển sang cơ quan khác",
};

const KINDS_EN: Record<EventKind, string> = {
  received: "received",
  classified: "classified",
  complexity_changed: "changed in complexity",
  corrected: "corrected",
  closed: "closed",
  rejected: "rejected",
  merged: "merged",
  reopened: "reopened",
  rated: "rated",
  redacted: "redacted",
  accepted: "accepted",
  verified: "checked the site",
  temporary_fixed: "took temporary measures",
  estimate_published: "published an estimate",
  extended: "extended",
  paused: "paused",
  resumed: "resumed",
  resolved: "resolved",
  responded: "answered",
  assigned: "was assigned",
  returned: "returned",
  reassigned: "passed on",
};

const vi: HistoryWords = {
  noPolicyButSource:
    "Không có quy định nào có hiệu lực vào lúc tiếp nhận; xét theo hạn do nguồn dữ liệu ghi, dù cơ quan nào giữ phản ánh.",
  sourceDueUnused: (time) => `Nguồn dữ liệu ghi hạn ${time}: không dùng, vì quy định có hạn riêng.`,
  noDeadline: {
    no_policy: "Không có hạn vì không có quy định nào có hiệu lực vào lúc tiếp nhận.",
    no_calendar: "Không có hạn vì chưa có lịch làm việc của năm tiếp nhận để tính ngày làm việc.",
    no_rule: "Không có hạn vì quy định không đặt hạn cho lĩnh vực và mức độ này.",
    not_assigned: "Không có hạn vì chưa từng được giao cho cơ quan nào: thời hạn chỉ tính từ lúc giao.",
    no_source_due: "Không có hạn vì hạn do nguồn dữ liệu cung cấp, mà nguồn không ghi.",
    pause_lasts: "Chưa có hạn vì đang tạm dừng tính giờ và chưa tiếp tục.",
    not_begun: "Không có hạn vì bước trước không có hạn để tính tiếp.",
  },
  doneByEvery: (time) =>
    `Ghi nhận lần đầu lúc ${time}, nhưng nhiều cơ quan cùng giữ phản ánh: bước này chỉ xong khi mọi cơ quan đang giữ đều làm xong`,
  doneBefore: (time) =>
    `Đã ghi nhận từ lúc ${time}, trước khi bước này bắt đầu: tính là xong ngay lúc bắt đầu`,
  change: (kind, time, field, complexity) => {
    const parts = [
      field === null ? "" : `lĩnh vực từ ${field.from} thành ${field.to}`,
      complexity === null ? "" : `mức độ từ ${complexity.from} thành ${complexity.to}`,
    ].filter((part) => part !== "");
    return `${kind === "corrected" ? "Đính chính" : "Đổi"} lúc ${time}, ${parts.join(", ")}`;
  },
  changeCounts: {
    counted: "được tính, thời hạn mới tính từ cùng thời điểm bắt đầu",
    after_end: "không được tính vì đã kết thúc trước đó, vẫn xét theo lĩnh vực và mức độ của lúc kết thúc",
    true_from_beginning: "được tính, vì đính chính nói điều đúng từ đầu",
  },
  round: (finish, by, time) =>
    by === "reopened"
      ? `Trước đó: ${finish}; người dân phản ánh lại lúc ${time} nên mở lại, hạn của cả phản ánh vẫn như cũ`
      : `Trước đó: ${finish}; giao xử lý lại lúc ${time} nên mở lại, hạn của cả phản ánh vẫn như cũ`,
  passedOn: (agency, due, wasOverdue) => {
    if (due === null)
      return `Chuyển cho ${agency}: lượt này không có hạn nên không tính cho cơ quan chuyển đi`;
    return wasOverdue
      ? `Chuyển cho ${agency} khi đã quá hạn ${due}: vẫn tính là một lượt trễ của cơ quan chuyển đi`
      : `Chuyển cho ${agency} khi chưa quá hạn ${due}: không phải lượt trễ của cơ quan chuyển đi, cơ quan nhận có hạn riêng`;
  },
  waited: "Lượt này mở ra khi người dân phản ánh lại và chưa được xử lý gì khi chuyển đi",
  charged: (agency) =>
    `Thời gian giữ phản ánh ở lượt này tính cho ${agency ?? "Tổng đài tiếp nhận"}, nơi đã chuyển đến`,
  unlisted: (agency, name) => `${agency} (nguồn ghi “${name}”)`,
  passedOver: "Những việc được ghi nhận nhưng không được tính, hoặc chỉ được tính một phần:",
  event: (time, agency, kind) => `${time}, ${agency === null ? "" : `${agency} – `}${KINDS_VI[kind]}`,
  reason: {
    not_holder: "không được tính vì lúc đó cơ quan này không giữ phản ánh",
    held_by_none: "chỉ tính cho phản ánh, không tính cho cơ quan, vì lúc đó chưa cơ quan nào giữ phản ánh",
    after_end: "không được tính vì phản ánh đã kết thúc trước đó",
    withdrawn: "không được tính vì nguồn dữ liệu đã rút lại",
    runs_on: "không thay đổi gì vì cơ quan này đang giữ phản ánh, lượt và hạn đang có vẫn tiếp tục",
  },
  passedByStranger:
    "cơ quan nhận được giao từ lúc đó, nhưng cơ quan chuyển không giữ phản ánh nên không kết thúc lượt nào",
};

const en: HistoryWords = {
  noPolicyButSource:
    "No policy was in force when it was received: the due its source gave judges it, whoever holds it.",
  sourceDueUnused: (time) =>
    `Its source gave the due ${time}: not used, because the policy has limits of its own.`,
  noDeadline: {
    no_policy: "No deadline, because no policy was in force when it was received.",
    no_calendar:
      "No deadline, because there is no calendar for the year of its receipt to count working days by.",
    no_rule: "No deadline, because the policy has no limit for this field and complexity.",
    not_assigned: "No deadline, because it was never assigned: the limits run from the assignment.",
    no_source_due: "No deadline, because the source gives the dues and gave none.",
    pause_lasts: "No due yet, because the clock stands still in a pause that has not ended.",
    not_begun: "No deadline, because the stage before has no due to go on from.",
  },
  doneByEvery: (time) =>
    `First recorded ${time}, but several agencies held the report: done only when each of them has done it`,
  doneBefore: (time) => `Recorded already ${time}, before this stage began: done at its very start`,
  change: (kind, time, field, complexity) => {
    const parts = [
      field === null ? "" : `field from ${field.from} to ${field.to}`,
      complexity === null ? "" : `complexity from ${complexity.from} to ${complexity.to}`,
    ].filter((part) => part !== "");
    return `${kind === "corrected" ? "Corrected" : "Changed"} ${time}, ${parts.join(", ")}`;
  },
  changeCounts: {
    counted: "counted, with the new limits from the same start",
    after_end: "not counted, because it had ended before; judged by what it was at its end",
    true_from_beginning: "counted, because a correction was true from the beginning",
  },
  round: (finish, by, time) =>
    by === "reopened"
      ? `Before: ${finish}; reopened ${time} when the citizen came back, under its original due`
      : `Before: ${finish}; open again ${time} because it was assigned again, under its original due`,
  passedOn: (agency, due, wasOverdue) => {
    if (due === null) return `Passed on to ${agency}: this turn had no due, so it counts for nothing here`;
    return wasOverdue
      ? `Passed on to ${agency} past its due ${due}: it counts as late here all the same`
      : `Passed on to ${agency} before its due ${due} was past: not late here, the other has a due of its own`;
  },
  waited: "This turn began with the reopening, and nothing had been done with it when it was passed on",
  charged: (agency) =>
    `The time held in this turn is charged to ${agency ?? "intake"}, which had sent it here`,
  unlisted: (agency, name) => `${agency} (“${name}” at its source)`,
  passedOver: "Recorded, but not counted or counted in part only:",
  event: (time, agency, kind) => `${time}, ${agency === null ? "" : `${agency} `}${KINDS_EN[kind]}`,
  reason: {
    not_holder: "not counted, because this agency did not hold the report then",
    held_by_none: "counted for the report and for no agency, because none held it then",
    after_end: "not counted, because the report had ended",
    withdrawn: "not counted, because its source has withdrawn it",
    runs_on: "changes nothing, because this agency held the report: its turn and its due run on",
  },
  passedByStranger:
    "the other agency has it from then on, but the one that passed it on did not hold it, so no turn of its own ended",
};

export const HISTORY_WORDS: Readonly<Record<Language, HistoryWords>> = { vi, en };
