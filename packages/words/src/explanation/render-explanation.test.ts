import type { StoredEvent } from "@toancanh/contracts";
import { buildRulebook, explainReport, type Rulebook } from "@toancanh/domain";
import {
  at,
  CITY,
  DECISION_4874,
  histories,
  longStory,
  PAUSING_POLICY,
  PROPERTY_RUNS,
  pothole,
  reportEvents,
  rfc,
  rulebookWith,
  SOURCE_POLICY,
  times,
} from "@toancanh/domain/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderExplanation } from "./render-explanation.ts";

const rulebook = buildRulebook(CITY);
const DAY = "2025-11-20";

function lines(rules: Rulebook, events: StoredEvent[], asOf: string, language: "vi" | "en"): string[] {
  const explanation = explainReport(rules, events, at(asOf));
  return explanation === null ? [] : renderExplanation(explanation, language);
}

describe("a long story", () => {
  test("in Vietnamese", () => {
    expect(lines(rulebook, longStory(), "2025-11-22 09:00", "vi")).toEqual([
      "Phản ánh R1, tiếp nhận lúc 20/11/2025 16:20.",
      "Quy định áp dụng: 4874/QĐ-UBND, có hiệu lực vào lúc tiếp nhận; lĩnh vực Nhóm infrastructure; mức độ thông thường.",
      "Đối với người dân (hạn của cả phản ánh):",
      "- Bước verify: 2 giờ; tính từ 20/11/2025 16:30 (lúc giao xử lý lần đầu); hạn 20/11/2025 18:30.",
      "  Tạm dừng từ 21/11/2025 08:00 đến 21/11/2025 09:00: không được tính vì quy định không cho phép.",
      "  Hoàn thành lúc 20/11/2025 18:00 – đúng hạn.",
      "- Bước resolve: 2 giờ; tính từ 20/11/2025 18:00 (lúc xong bước “Bước verify”); hạn 20/11/2025 20:00.",
      "  Tạm dừng từ 21/11/2025 08:00 đến 21/11/2025 09:00: không được tính vì quy định không cho phép.",
      "  Gia hạn cấp lúc 20/11/2025 19:00, hạn mới 21/11/2025 10:00: được tính.",
      "  Gia hạn cấp lúc 21/11/2025 10:00, hạn mới 22/11/2025 10:00: không được tính vì cấp khi đã đến hạn hoặc quá hạn.",
      "  Hạn sau khi điều chỉnh: 21/11/2025 10:00.",
      "  Chưa ghi nhận hoàn thành – chưa xong, đã quá hạn.",
      "Kết quả: đang xử lý, tính đến 22/11/2025 09:00; đã quá hạn 23 giờ.",
      "  Trước đó: xử lý xong lúc 21/11/2025 16:00; người dân phản ánh lại lúc 22/11/2025 08:00 nên mở lại, hạn của cả phản ánh vẫn như cũ.",
      "Đối với Cơ quan W1 (hạn riêng của cơ quan):",
      "- Bước verify: 2 giờ; tính từ 20/11/2025 16:30 (lúc được giao); hạn 20/11/2025 18:30.",
      "  Chưa hoàn thành khi trả lại – lúc đó còn trong hạn.",
      "- Bước resolve: 2 giờ; tính từ 20/11/2025 18:30 (lúc hết hạn bước “Bước verify”: chậm nhất là từ lúc đó, dù bước ấy xong muộn hơn); hạn 20/11/2025 20:30.",
      "  Chưa hoàn thành khi trả lại – lúc đó còn trong hạn.",
      "Kết quả: trả lại lúc 20/11/2025 17:00 vì không thuộc thẩm quyền; không tính vào tỷ lệ đúng hạn, trễ hạn của cơ quan này.",
      "  Thời gian giữ phản ánh ở lượt này tính cho Tổng đài tiếp nhận, nơi đã chuyển đến.",
      "Đối với Cơ quan W2 (hạn riêng của cơ quan):",
      "- Bước verify: 2 giờ; tính từ 20/11/2025 17:30 (lúc được giao); hạn 20/11/2025 19:30.",
      "  Tạm dừng từ 21/11/2025 08:00 đến 21/11/2025 09:00: không được tính vì quy định không cho phép.",
      "  Hoàn thành lúc 20/11/2025 18:00 – đúng hạn.",
      "- Bước resolve: 2 giờ; tính từ 20/11/2025 18:00 (lúc xong bước “Bước verify”); hạn 20/11/2025 20:00.",
      "  Tạm dừng từ 21/11/2025 08:00 đến 21/11/2025 09:00: không được tính vì quy định không cho phép.",
      "  Gia hạn cấp lúc 20/11/2025 19:00, hạn mới 21/11/2025 10:00: được tính.",
      "  Gia hạn cấp lúc 21/11/2025 10:00, hạn mới 22/11/2025 10:00: không được tính vì cấp khi đã đến hạn hoặc quá hạn.",
      "  Hạn sau khi điều chỉnh: 21/11/2025 10:00.",
      "  Hoàn thành lúc 21/11/2025 16:00 – trễ hạn.",
      "Kết quả: xử lý xong lúc 21/11/2025 16:00; trễ hạn 6 giờ; sau đó người dân phản ánh lại.",
      "Đối với Cơ quan W2, lượt 2 (hạn riêng của cơ quan):",
      "- Bước verify: 2 giờ; tính từ 22/11/2025 08:00 (lúc người dân phản ánh lại); hạn 22/11/2025 10:00.",
      "  Chưa ghi nhận hoàn thành – chưa xong, còn trong hạn.",
      "- Bước resolve: 2 giờ; tính từ 22/11/2025 10:00 (lúc hết hạn bước “Bước verify”: chậm nhất là từ lúc đó, dù bước ấy xong muộn hơn); hạn 22/11/2025 12:00.",
      "  Chưa ghi nhận hoàn thành – chưa xong, còn trong hạn.",
      "Kết quả: đang xử lý, tính đến 22/11/2025 09:00; chưa xong, còn trong hạn.",
      "Phản ánh nằm ở đâu, bao lâu (tính liên tục, kể cả ngoài giờ và ngày nghỉ):",
      "- Tổng đài tiếp nhận: 17 giờ 10 phút (trong đó 30 phút ở cơ quan đã trả lại vì không thuộc thẩm quyền; 16 giờ từ lúc xong đến lúc mở lại, không quy trễ hạn cho ai); chịu 14,3% phần trễ hạn.",
      "- Cơ quan W1: 0 phút; chịu 0% phần trễ hạn.",
      "- Cơ quan W2: 22 giờ 30 phút; chịu 85,7% phần trễ hạn.",
      "- Cơ quan W2 (lượt 2): 1 giờ; chịu 0% phần trễ hạn.",
      "Lưu ý: có gia hạn cấp khi đã đến hạn hoặc quá hạn, không được tính.",
      "Lưu ý: có tạm dừng nhưng quy định không cho dừng tính giờ.",
    ]);
  });

  test("in English, line for line", () => {
    const vietnamese = lines(rulebook, longStory(), "2025-11-22 09:00", "vi");
    const english = lines(rulebook, longStory(), "2025-11-22 09:00", "en");
    expect(english).toHaveLength(vietnamese.length);
    expect(english.slice(0, 13)).toEqual([
      "Report R1, received 20/11/2025 16:20.",
      "Rule: 4874/QĐ-UBND, in force when it was received; Group infrastructure; normal.",
      "For the citizen (the report as a whole):",
      "- Stage verify: 2 hours; from 20/11/2025 16:30 (when first assigned); due 20/11/2025 18:30.",
      "  Paused 21/11/2025 08:00 until 21/11/2025 09:00: ignored, because the policy does not allow it.",
      "  Done 20/11/2025 18:00 – on time.",
      "- Stage resolve: 2 hours; from 20/11/2025 18:00 (when “Stage verify” was done); due 20/11/2025 20:00.",
      "  Paused 21/11/2025 08:00 until 21/11/2025 09:00: ignored, because the policy does not allow it.",
      "  Extension granted 20/11/2025 19:00 until 21/11/2025 10:00: counted.",
      "  Extension granted 21/11/2025 10:00 until 22/11/2025 10:00: ignored, because it was not granted before the due.",
      "  New due: 21/11/2025 10:00.",
      "  Not recorded as done – open and overdue.",
      "Result: open at 22/11/2025 09:00; overdue by 23 h.",
    ]);
    expect(english.slice(-7)).toEqual([
      "Held by (all hours, nights and days off included):",
      "- Intake: 17 h 10 min (of that 30 min with an agency that returned it as not theirs; 16 h between finish and reopening, for which nobody is blamed); 14.3 % of the lateness.",
      "- Cơ quan W1: 0 min; 0 % of the lateness.",
      "- Cơ quan W2: 22 h 30 min; 85.7 % of the lateness.",
      "- Cơ quan W2 (turn 2): 1 h; 0 % of the lateness.",
      "Note: an extension was not granted before the due and does not count.",
      "Note: it was paused, but the policy lets no clock stand still.",
    ]);
  });

  test("as of a time before: only what had happened", () => {
    expect(explainReport(rulebook, longStory(), at(`${DAY} 16:19`))).toBeNull();
    const early = lines(rulebook, longStory(), `${DAY} 16:25`, "en");
    expect(early).toEqual([
      "Report R1, received 20/11/2025 16:20.",
      "Rule: 4874/QĐ-UBND, in force when it was received; Group infrastructure; normal.",
      "For the citizen (the report as a whole):",
      "Result: open at 20/11/2025 16:25; no deadline.",
      "  No deadline, because it was never assigned: the limits run from the assignment.",
      "Held by (all hours, nights and days off included):",
      "- Intake: 5 min.",
    ]);
  });
});

describe("sentences for", () => {
  const on = reportEvents(`${DAY} 16:20`);
  const received = on("received", `${DAY} 16:20`, { channel: "app", service_code: "pothole" });
  const assigned = on("assigned", `${DAY} 16:30`, { agency_responsible: "U1" });

  test.each([
    [
      on("closed", `${DAY} 17:00`, {}),
      "Kết quả: đóng lúc 20/11/2025 17:00; đúng hạn.",
      "Result: closed 20/11/2025 17:00; on time.",
    ],
    [
      on("rejected", `${DAY} 17:00`, { reason: "hoax" }),
      "Kết quả: bị từ chối lúc 20/11/2025 17:00; đúng hạn.",
      "Result: rejected 20/11/2025 17:00; on time.",
    ],
    [
      on("merged", `${DAY} 17:00`, { duplicate_of: "R0" }),
      "Kết quả: được gộp vào phản ánh có cùng nội dung lúc 20/11/2025 17:00; đúng hạn.",
      "Result: merged with its duplicate 20/11/2025 17:00; on time.",
    ],
    [
      on("reassigned", `${DAY} 17:00`, { from_agency: "U1", agency_responsible: "W1" }),
      "Kết quả: chuyển sang cơ quan khác lúc 20/11/2025 17:00; không tính vào tỷ lệ đúng hạn, trễ hạn của cơ quan này.",
      "Result: passed on to another agency 20/11/2025 17:00; not counted in this agency's rates.",
    ],
    [
      on("complexity_changed", `${DAY} 17:00`, { complexity: "complex" }),
      "Quy định áp dụng: 4874/QĐ-UBND, có hiệu lực vào lúc tiếp nhận; lĩnh vực Nhóm infrastructure; mức độ phức tạp.",
      "Rule: 4874/QĐ-UBND, in force when it was received; Group infrastructure; complex.",
    ],
  ])("%#", (event, vi, en) => {
    const events = [received, assigned, event];
    expect(lines(rulebook, events, "2025-11-20 18:00", "vi")).toContain(vi);
    expect(lines(rulebook, events, "2025-11-20 18:00", "en")).toContain(en);
  });

  test("a lasting pause, an unknown stage, an extension of nothing", () => {
    const events = [
      received,
      assigned,
      on("extended", `${DAY} 16:40`, { stage: "dance", expected_datetime: rfc("2025-11-21 10:00") }),
      on("extended", `${DAY} 16:41`, { expected_datetime: rfc(`${DAY} 17:00`) }),
      on("paused", `${DAY} 17:00`, {}),
    ];
    const vi = lines(rulebookWith(PAUSING_POLICY), events, `${DAY} 18:00`, "vi");
    expect(vi).toContain("  Tạm dừng từ 20/11/2025 17:00 và chưa tiếp tục: được tính.");
    const noPause = lines(rulebook, events, `${DAY} 18:00`, "vi");
    expect(noPause).toContain(
      "  Gia hạn cấp lúc 20/11/2025 16:40, hạn mới 21/11/2025 10:00: không được tính vì quy định không có bước này.",
    );
    expect(noPause).toContain(
      "  Gia hạn cấp lúc 20/11/2025 16:41, hạn mới 20/11/2025 17:00: không được tính vì hạn mới không muộn hơn hạn đang có.",
    );
    const forbidden = lines(
      rulebookWith({ ...DECISION_4874, extension_allowed: false }),
      events,
      `${DAY} 18:00`,
      "en",
    );
    expect(forbidden).toContain(
      "  Extension granted 20/11/2025 16:41 until 20/11/2025 17:00: ignored, because the policy does not allow it.",
    );
  });

  test("a due of the source's, or none, or no policy at all", () => {
    const bySource = rulebookWith(SOURCE_POLICY);
    expect(lines(bySource, [received], `${DAY} 18:00`, "vi")).toContain(
      "- Bước resolve: hạn do nguồn dữ liệu cung cấp; tính từ 20/11/2025 16:20 (lúc tiếp nhận); chưa có hạn.",
    );
    const old = reportEvents("2022-12-01 09:00");
    const events = [old("received", "2022-12-01 09:00", { channel: "app" })];
    expect(lines(rulebook, events, "2022-12-01 10:00", "vi")[1]).toBe(
      "Không có quy định nào có hiệu lực vào lúc tiếp nhận nên không có hạn.",
    );
    expect(lines(rulebook, events, "2022-12-01 10:00", "en")[1]).toBe(
      "No policy was in force when it was received: there is no deadline.",
    );
  });

  test("closed without a site check: the check counts as done then, and is told so", () => {
    const closed = [received, assigned, on("closed", `${DAY} 19:00`, {})];
    const vi = lines(rulebook, closed, "2025-11-21 18:00", "vi");
    expect(vi).toContain("  Không ghi nhận riêng, tính theo lúc kết thúc 20/11/2025 19:00 – trễ hạn.");
    // It was not repaired either: it was closed.
    expect(vi).toContain("  Không ghi nhận riêng, tính theo lúc kết thúc 20/11/2025 19:00 – đúng hạn.");
    expect(vi.join("\n")).not.toContain("Hoàn thành");
    expect(lines(rulebook, closed, "2025-11-21 18:00", "en")).toContain(
      "  Not recorded by itself; judged by the end, 20/11/2025 19:00 – late.",
    );
  });

  test("passed on past the due: left undone, overdue by then, and late", () => {
    const passed = { from_agency: "U1", agency_responsible: "W1" };
    const events = [received, assigned, on("reassigned", `${DAY} 20:31`, passed)];
    expect(lines(rulebook, events, "2025-11-21 18:00", "vi")).toEqual(
      expect.arrayContaining([
        "  Chưa hoàn thành khi chuyển đi – lúc đó đã quá hạn.",
        "Kết quả: chuyển sang cơ quan khác lúc 20/11/2025 20:31; trễ hạn 1 phút.",
      ]),
    );
    expect(lines(rulebook, events, "2025-11-21 18:00", "en")).toEqual(
      expect.arrayContaining([
        "  Not done when passed on – overdue by then.",
        "Result: passed on to another agency 20/11/2025 20:31; late by 1 min.",
      ]),
    );
  });

  test("seconds, where they decide: late by less than a minute is late", () => {
    const finish = { ...on("resolved", `${DAY} 20:30`, {}), time: at(`${DAY} 20:30`) + 20_000 };
    expect(lines(rulebook, [received, assigned, finish], "2025-11-21 18:00", "vi")).toContain(
      "Kết quả: xử lý xong lúc 20/11/2025 20:30:20; trễ hạn 1 phút.",
    );
  });

  test("time with an agency that returned it stands with the one that had sent it there", () => {
    const to = (from: string, agency: string) => ({ from_agency: from, agency_responsible: agency });
    const events = [
      received,
      assigned,
      on("reassigned", `${DAY} 17:00`, to("U1", "W2")),
      on("returned", `${DAY} 18:30`, { agency_responsible: "W2" }),
      on("assigned", `${DAY} 18:40`, { agency_responsible: "W3" }),
    ];
    expect(lines(rulebook, events, `${DAY} 19:00`, "vi").slice(-4)).toEqual([
      "- Tổng đài tiếp nhận: 20 phút.",
      "- Cơ quan U1: 2 giờ (trong đó 1 giờ 30 phút ở cơ quan đã trả lại vì không thuộc thẩm quyền).",
      "- Cơ quan W2: 0 phút.",
      "- Cơ quan W3: 20 phút.",
    ]);
  });

  test("working days: the dates passed over, holidays too", () => {
    const early = reportEvents("2025-04-25 16:00");
    const events = [
      early("received", "2025-04-25 16:00", { channel: "app", service_code: "licence" }),
      early("assigned", "2025-04-26 09:00", { agency_responsible: "W1" }),
    ];
    // Assigned on a Saturday; 30 April and 1 May are holidays.
    expect(lines(rulebook, events, "2025-04-28 09:00", "vi")).toEqual(
      expect.arrayContaining([
        "- Bước respond: 5 ngày làm việc, không kể ngày bắt đầu; tính từ 26/04/2025 09:00 (lúc được giao); hạn 06/05/2025 17:00.",
        "  Ngày nghỉ không tính: 26/04, 27/04, 30/04, 01/05, 03/05, 04/05.",
      ]),
    );
    expect(lines(rulebook, events, "2025-04-28 09:00", "en")).toContain(
      "  Days off not counted: 26/04, 27/04, 30/04, 01/05, 03/05, 04/05.",
    );
  });

  test("working days in the agency's own calendar, days held", () => {
    const licence = on("received", `${DAY} 16:20`, { channel: "app", service_code: "licence" });
    const events = [licence, assigned];
    expect(lines(rulebook, events, "2025-11-22 18:31", "vi")).toEqual(
      expect.arrayContaining([
        "- Bước respond: 5 ngày làm việc, không kể ngày bắt đầu; tính từ 20/11/2025 16:30 (lúc được giao); hạn 26/11/2025 16:30.",
        "- Cơ quan U1: 2 ngày 2 giờ 1 phút.",
      ]),
    );
    expect(lines(rulebook, events, "2025-11-22 18:31", "en")).toContain(
      "- Stage respond: 5 working days after the day it starts; from 20/11/2025 16:30 (when assigned); due 26/11/2025 16:30.",
    );
  });
});

describe("never reopened", () => {
  test.each(["resolved", "reopened"] as const)("nothing says so after it was %s", (kind) => {
    const { on, begin } = pothole();
    const told = lines(rulebook, [...begin, on(kind, `${DAY} 18:00`, {})], `${DAY} 19:00`, "vi");
    expect(told.join("\n")).not.toContain("phản ánh lại");
  });
});

test("every history can be told in both languages", () => {
  const pausing = rulebookWith(PAUSING_POLICY);
  fc.assert(
    fc.property(histories, times, fc.constantFrom("vi", "en"), (events, asOf, language) => {
      const explanation = explainReport(pausing, events, asOf);
      const told = explanation === null ? [] : renderExplanation(explanation, language);
      return told.every((line) => !/undefined|NaN|Invalid|null/.test(line));
    }),
    { numRuns: PROPERTY_RUNS, seed: 20_251_120 },
  );
}, 120_000);
