import { buildRulebook, explainReport } from "@toancanh/domain";
import {
  at,
  CITY,
  PAUSING_POLICY,
  pothole,
  reportEvents,
  rulebookWith,
  SOURCE_POLICY,
} from "@toancanh/domain/testing";
import { describe, expect, test } from "vitest";
import { renderExplanation } from "./render-explanation.ts";
import { blockOf, CITIZEN_VI, DAY, expectTold, NEXT, told } from "./testing/told.ts";

const W1_VI = "Đối với Cơ quan W1 (hạn riêng của cơ quan):";

describe("a change of field or complexity", () => {
  test("after the end is named, and does not count", () => {
    const { on, begin } = pothole();
    const events = [
      ...begin,
      on("resolved", `${DAY} 22:00`, {}),
      on("complexity_changed", `${DAY} 22:30`, { complexity: "complex" }),
    ];
    const vi =
      "  Đổi lúc 20/11/2025 22:30, mức độ từ thông thường thành phức tạp: không được tính vì đã kết thúc trước đó, vẫn xét theo lĩnh vực và mức độ của lúc kết thúc.";
    expect(blockOf(told(events, "vi"), CITIZEN_VI)).toContain(vi);
    expect(blockOf(told(events, "vi"), W1_VI)).toContain(vi);
    expectTold(
      events,
      "Kết quả: xử lý xong lúc 20/11/2025 22:00; trễ hạn 1 giờ 30 phút.",
      "  Changed 20/11/2025 22:30, complexity from normal to complex: not counted, because it had ended before; judged by what it was at its end.",
    );
  });

  test("of the field after a closing does not count either", () => {
    const { on, begin } = pothole();
    const events = [
      ...begin,
      on("closed", `${DAY} 17:00`, {}),
      on("classified", `${DAY} 18:00`, { service_code: "licence", complexity: "complex" }),
    ];
    expectTold(
      events,
      "  Đổi lúc 20/11/2025 18:00, lĩnh vực từ Nhóm infrastructure thành Nhóm socioeconomic, mức độ từ thông thường thành phức tạp: không được tính vì đã kết thúc trước đó, vẫn xét theo lĩnh vực và mức độ của lúc kết thúc.",
      "  Changed 20/11/2025 18:00, field from Group infrastructure to Group socioeconomic, complexity from normal to complex: not counted, because it had ended before; judged by what it was at its end.",
    );
  });

  test("while it is open counts from the same start", () => {
    const { on, begin } = pothole();
    expectTold(
      [...begin, on("complexity_changed", `${DAY} 17:00`, { complexity: "complex" })],
      "  Đổi lúc 20/11/2025 17:00, mức độ từ thông thường thành phức tạp: được tính, thời hạn mới tính từ cùng thời điểm bắt đầu.",
      "  Changed 20/11/2025 17:00, complexity from normal to complex: counted, with the new limits from the same start.",
    );
  });

  test("by a correction after the end counts", () => {
    const { on, begin } = pothole();
    expectTold(
      [
        ...begin,
        on("resolved", `${DAY} 22:00`, {}),
        on("corrected", `${NEXT} 08:00`, { complexity: "complex" }),
      ],
      "  Đính chính lúc 21/11/2025 08:00, mức độ từ thông thường thành phức tạp: được tính, vì đính chính nói điều đúng từ đầu.",
      "  Corrected 21/11/2025 08:00, complexity from normal to complex: counted, because a correction was true from the beginning.",
    );
  });

  test("before a reopening counts for the citizen and the new turn, not for the turn that had ended", () => {
    const { on, begin } = pothole();
    const events = [
      ...begin,
      on("resolved", `${DAY} 18:00`, {}),
      on("complexity_changed", `${DAY} 18:30`, { complexity: "complex" }),
      on("reopened", `${NEXT} 08:00`, {}),
    ];
    const lines = told(events, "en");
    const changed = "  Changed 20/11/2025 18:30, complexity from normal to complex: ";
    expect(blockOf(lines, "For the citizen (the report as a whole):").join("\n")).toContain(
      `${changed}counted`,
    );
    expect(blockOf(lines, "For Cơ quan W1 (its own deadline):").join("\n")).toContain(
      `${changed}not counted`,
    );
    expect(blockOf(lines, "For Cơ quan W1, turn 2 (its own deadline):").join("\n")).not.toContain(changed);
  });

  test("of what ended before it was ever classified counts", () => {
    const on = reportEvents(`${DAY} 09:00`);
    const events = [
      on("assigned", `${DAY} 09:00`, { agency_responsible: "W1" }),
      on("closed", `${DAY} 09:30`, {}),
      on("received", `${DAY} 10:00`, { channel: "app", service_code: "pothole" }),
      on("complexity_changed", `${DAY} 11:00`, { complexity: "complex" }),
    ];
    expect(told(events, "en").join("\n")).toContain("complexity from normal to complex: counted");
  });

  test("that changes nothing is not told", () => {
    const { on, begin } = pothole();
    const same = on("classified", `${DAY} 17:00`, { service_code: "pothole", complexity: "normal" });
    expect(told([...begin, same], "en")).toEqual(told(begin, "en"));
  });
});

describe("the citizen's block of a report that was finished before", () => {
  test("has the first finish and the reopening", () => {
    const { on, begin } = pothole();
    const events = [...begin, on("resolved", `${DAY} 18:00`, {}), on("reopened", `${NEXT} 08:00`, {})];
    expect(blockOf(told(events, "vi"), CITIZEN_VI)).toContain(
      "  Trước đó: xử lý xong lúc 20/11/2025 18:00; người dân phản ánh lại lúc 21/11/2025 08:00 nên mở lại, hạn của cả phản ánh vẫn như cũ.",
    );
    expect(blockOf(told(events, "en"), "For the citizen (the report as a whole):")).toContain(
      "  Before: handled 20/11/2025 18:00; reopened 21/11/2025 08:00 when the citizen came back, under its original due.",
    );
  });

  test("has every one of several, of any kind", () => {
    const { on, begin } = pothole();
    const events = [
      ...begin,
      on("rejected", `${DAY} 17:00`, { reason: "out_of_scope" }),
      on("reopened", `${DAY} 18:00`, {}),
      on("closed", `${DAY} 19:00`, {}),
      on("reopened", `${DAY} 20:00`, {}),
      on("resolved", `${NEXT} 08:00`, {}),
    ];
    const lines = told(events, "en").filter((line) => line.startsWith("  Before: "));
    expect(lines).toEqual([
      "  Before: rejected 20/11/2025 17:00; reopened 20/11/2025 18:00 when the citizen came back, under its original due.",
      "  Before: closed 20/11/2025 19:00; reopened 20/11/2025 20:00 when the citizen came back, under its original due.",
    ]);
  });

  test("says so when it was assigned again without a reopening", () => {
    const { on, begin } = pothole();
    expectTold(
      [
        ...begin,
        on("resolved", `${DAY} 18:00`, {}),
        on("assigned", `${NEXT} 09:00`, { agency_responsible: "W2" }),
      ],
      "  Trước đó: xử lý xong lúc 20/11/2025 18:00; giao xử lý lại lúc 21/11/2025 09:00 nên mở lại, hạn của cả phản ánh vẫn như cũ.",
      "  Before: handled 20/11/2025 18:00; open again 21/11/2025 09:00 because it was assigned again, under its original due.",
    );
  });
});

describe("why there is no deadline", () => {
  test("never assigned, handled or not", () => {
    const on = reportEvents(`${DAY} 09:00`);
    const received = on("received", `${DAY} 09:00`, { channel: "app", service_code: "pothole" });
    const vi = "  Không có hạn vì chưa từng được giao cho cơ quan nào: thời hạn chỉ tính từ lúc giao.";
    const en = "  No deadline, because it was never assigned: the limits run from the assignment.";
    expectTold([received], vi, en);
    expectTold([received, on("closed", `${DAY} 12:00`, {})], vi, en);
  });

  test("no decision in force", () => {
    const on = reportEvents("2022-12-01 09:00");
    const events = [
      on("received", "2022-12-01 09:00", { channel: "app", service_code: "pothole" }),
      on("assigned", "2022-12-01 10:00", { agency_responsible: "W1" }),
    ];
    const vi = "  Không có hạn vì không có quy định nào có hiệu lực vào lúc tiếp nhận.";
    expect(told(events, "vi").filter((line) => line === vi)).toHaveLength(2);
    expectTold(events, vi, "  No deadline, because no policy was in force when it was received.");
  });

  test("no calendar for the year in which working days would count", () => {
    const on = reportEvents("2028-03-02 09:00");
    // The assignment is refused, for want of a calendar; the report can be closed all the same.
    const events = [
      on("received", "2028-03-02 09:00", { channel: "app", service_code: "licence" }),
      on("closed", "2028-03-03 09:00", {}),
    ];
    const explanation = explainReport(buildRulebook(CITY), events, at("2028-03-04 09:00"));
    expect(explanation?.obligations[0]).toMatchObject({ result: "no_deadline", no_deadline: "no_calendar" });
    expect(explanation === null ? [] : renderExplanation(explanation, "vi")).toContain(
      "  Không có hạn vì chưa có lịch làm việc của năm tiếp nhận để tính ngày làm việc.",
    );
  });

  test("no limit for its field and complexity; the source that gives the dues gave none; a pause that lasts", () => {
    const { on, begin } = pothole();
    expectTold(
      [...begin, on("complexity_changed", `${DAY} 17:00`, { complexity: "coordinated" })],
      "  Không có hạn vì quy định không đặt hạn cho lĩnh vực và mức độ này.",
      "  No deadline, because the policy has no limit for this field and complexity.",
    );
    expectTold(
      begin,
      "  Không có hạn vì hạn do nguồn dữ liệu cung cấp, mà nguồn không ghi.",
      "  No deadline, because the source gives the dues and gave none.",
      rulebookWith(SOURCE_POLICY),
    );
    expectTold(
      [...begin, on("verified", `${DAY} 17:00`, {}), on("paused", `${DAY} 17:30`, {})],
      "  Chưa có hạn vì đang tạm dừng tính giờ và chưa tiếp tục.",
      "  No due yet, because the clock stands still in a pause that has not ended.",
      rulebookWith(PAUSING_POLICY),
    );
  });
});

describe("a turn passed on", () => {
  const passed = { from_agency: "W1", agency_responsible: "W2" };
  test("past its due counts", () => {
    const { on, begin } = pothole();
    expectTold(
      [...begin, on("reassigned", `${DAY} 20:31`, passed)],
      "  Chuyển cho Cơ quan W2 khi đã quá hạn 20/11/2025 20:30: vẫn tính là một lượt trễ của cơ quan chuyển đi.",
      "  Passed on to Cơ quan W2 past its due 20/11/2025 20:30: it counts as late here all the same.",
    );
  });

  test("in time does not, and why", () => {
    const { on, begin } = pothole();
    expectTold(
      [...begin, on("reassigned", `${DAY} 20:30`, passed)],
      "  Chuyển cho Cơ quan W2 khi chưa quá hạn 20/11/2025 20:30: không phải lượt trễ của cơ quan chuyển đi, cơ quan nhận có hạn riêng.",
      "  Passed on to Cơ quan W2 before its due 20/11/2025 20:30 was past: not late here, the other has a due of its own.",
    );
  });

  test("without a due counts for nothing", () => {
    const { on, begin } = pothole();
    expectTold(
      [...begin, on("reassigned", `${DAY} 20:30`, passed)],
      "  Chuyển cho Cơ quan W2: lượt này không có hạn nên không tính cho cơ quan chuyển đi.",
      "  Passed on to Cơ quan W2: this turn had no due, so it counts for nothing here.",
      rulebookWith(SOURCE_POLICY),
    );
  });

  test("while it waited after a reopening says so", () => {
    const { on, begin } = pothole();
    const events = [
      ...begin,
      on("resolved", `${DAY} 18:00`, {}),
      on("reopened", `${NEXT} 08:00`, {}),
      on("assigned", `${NEXT} 12:01`, { agency_responsible: "W2" }),
    ];
    const block = blockOf(told(events, "vi"), "Đối với Cơ quan W1, lượt 2 (hạn riêng của cơ quan):");
    expect(block.slice(-3)).toEqual([
      "Kết quả: chuyển sang cơ quan khác lúc 21/11/2025 12:01; trễ hạn 1 phút.",
      "  Lượt này mở ra khi người dân phản ánh lại và chưa được xử lý gì khi chuyển đi.",
      "  Chuyển cho Cơ quan W2 khi đã quá hạn 21/11/2025 12:00: vẫn tính là một lượt trễ của cơ quan chuyển đi.",
    ]);
    expect(told(events, "en")).toContain(
      "  This turn began with the reopening, and nothing had been done with it when it was passed on.",
    );
  });
});

test("a return is charged to the agency that had sent the report there, up to intake", () => {
  const { on, begin } = pothole();
  const events = [
    ...begin,
    on("reassigned", `${DAY} 17:00`, { from_agency: "W1", agency_responsible: "W2" }),
    on("reassigned", `${DAY} 17:30`, { from_agency: "W2", agency_responsible: "W3" }),
    on("returned", `${DAY} 18:00`, { agency_responsible: "W3" }),
  ];
  expectTold(
    events,
    "  Thời gian giữ phản ánh ở lượt này tính cho Cơ quan W2, nơi đã chuyển đến.",
    "  The time held in this turn is charged to Cơ quan W2, which had sent it here.",
  );
  expectTold(
    [...begin, on("returned", `${DAY} 18:00`, { agency_responsible: "W1" })],
    "  Thời gian giữ phản ánh ở lượt này tính cho Tổng đài tiếp nhận, nơi đã chuyển đến.",
    "  The time held in this turn is charged to intake, which had sent it here.",
  );
});

describe("times that minutes would make equal", () => {
  const finishedAfter = (ms: number) => {
    const { on, begin } = pothole();
    return [...begin, { ...on("resolved", `${DAY} 20:30`, {}), time: at(`${DAY} 20:30`) + ms }];
  };

  test("have their seconds", () => {
    const lines = told(finishedAfter(1_000), "vi");
    expect(lines).toContain("  Hoàn thành lúc 20/11/2025 20:30:01 – trễ hạn.");
    expect(lines).toContain("Kết quả: xử lý xong lúc 20/11/2025 20:30:01; trễ hạn 1 phút.");
  });

  test("have the fraction of a second that decides", () => {
    expectTold(
      finishedAfter(4),
      "  Hoàn thành lúc 20/11/2025 20:30:00,004 – trễ hạn.",
      "Result: handled 20/11/2025 20:30:00.004; late by 1 min.",
    );
  });

  test("have none where it does not", () => {
    expect(told(finishedAfter(0), "vi")).toContain("  Hoàn thành lúc 20/11/2025 20:30 – đúng hạn.");
    expect(told(finishedAfter(61_500), "vi")).toContain("  Hoàn thành lúc 20/11/2025 20:31:01 – trễ hạn.");
  });
});
