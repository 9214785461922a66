import { pothole, reportEvents, rfc } from "@toancanh/domain/testing";
import { describe, expect, test } from "vitest";
import { blockOf, CITIZEN_VI, DAY, expectTold, told } from "./testing/told.ts";

describe("what counts for less than it says", () => {
  test("work of an agency that does not hold the report", () => {
    const { on, begin } = pothole();
    expectTold(
      [...begin, on("verified", `${DAY} 17:10`, { agency_responsible: "W3" })],
      "- 20/11/2025 17:10, Cơ quan W3 – kiểm tra hiện trường: không được tính vì lúc đó cơ quan này không giữ phản ánh.",
      "- 20/11/2025 17:10, Cơ quan W3 checked the site: not counted, because this agency did not hold the report then.",
    );
  });

  test("work before the assignment, work after the end, a return by a stranger", () => {
    const on = reportEvents(`${DAY} 16:20`);
    const events = [
      on("received", `${DAY} 16:20`, { channel: "app", service_code: "pothole" }),
      on("verified", `${DAY} 16:25`, { agency_responsible: "W1" }),
      on("assigned", `${DAY} 16:30`, { agency_responsible: "W1" }),
      on("returned", `${DAY} 16:40`, { agency_responsible: "W2" }),
      on("closed", `${DAY} 17:00`, {}),
      on("resolved", `${DAY} 17:30`, { agency_responsible: "W1" }),
    ];
    expect(told(events, "vi")).toEqual(
      expect.arrayContaining([
        "  Đã ghi nhận từ lúc 20/11/2025 16:25, trước khi bước này bắt đầu: tính là xong ngay lúc bắt đầu.",
        "Những việc được ghi nhận nhưng không được tính, hoặc chỉ được tính một phần:",
        "- 20/11/2025 16:25, Cơ quan W1 – kiểm tra hiện trường: chỉ tính cho phản ánh, không tính cho cơ quan, vì lúc đó chưa cơ quan nào giữ phản ánh.",
        "- 20/11/2025 16:40, Cơ quan W2 – trả lại: không được tính vì lúc đó cơ quan này không giữ phản ánh.",
        "- 20/11/2025 17:30, Cơ quan W1 – xử lý xong: không được tính vì phản ánh đã kết thúc trước đó.",
      ]),
    );
    expect(told(events, "en")).toHaveLength(told(events, "vi").length);
  });

  test("handed to the agency that holds it, or by one that does not", () => {
    const { on, begin } = pothole();
    const to = (from: string, agency: string) => ({ from_agency: from, agency_responsible: agency });
    const events = [
      ...begin,
      on("assigned", `${DAY} 17:00`, { agency_responsible: "W1" }),
      on("reassigned", `${DAY} 17:10`, to("W1", "W1")),
      on("reassigned", `${DAY} 17:20`, to("W3", "W2")),
    ];
    expect(told(events, "en").filter((line) => /^- 20\/11\/2025/.test(line))).toEqual([
      "- 20/11/2025 17:00, Cơ quan W1 was assigned: changes nothing, because this agency held the report: its turn and its due run on.",
      "- 20/11/2025 17:10, Cơ quan W1 passed on: changes nothing, because this agency held the report: its turn and its due run on.",
      "- 20/11/2025 17:20, Cơ quan W3 passed on: the other agency has it from then on, but the one that passed it on did not hold it, so no turn of its own ended.",
    ]);
  });

  test("one of two holders has done a stage", () => {
    const { on, begin } = pothole();
    const events = [
      ...begin,
      on("assigned", `${DAY} 16:30`, { agency_responsible: "W2" }),
      on("verified", `${DAY} 17:10`, { agency_responsible: "W1" }),
    ];
    expect(blockOf(told(events, "vi"), CITIZEN_VI)).toContain(
      "  Ghi nhận lần đầu lúc 20/11/2025 17:10, nhưng nhiều cơ quan cùng giữ phản ánh: bước này chỉ xong khi mọi cơ quan đang giữ đều làm xong.",
    );
    expect(told(events, "en")).toContain(
      "  First recorded 20/11/2025 17:10, but several agencies held the report: done only when each of them has done it.",
    );
  });

  test("what its source has withdrawn", () => {
    const { on, begin } = pothole();
    const events = [
      ...begin,
      on("closed", `${DAY} 17:00`, {}, { id: "end" }),
      on("corrected", `${DAY} 18:00`, { withdraws: ["end"] }),
    ];
    expectTold(
      events,
      "- 20/11/2025 17:00, đóng: không được tính vì nguồn dữ liệu đã rút lại.",
      "- 20/11/2025 17:00, closed: not counted, because its source has withdrawn it.",
    );
    expect(told(events, "en").join("\n")).not.toContain("Before: ");
  });

  test("nothing is told where all counts", () => {
    const { begin } = pothole();
    expect(told(begin, "en").join("\n")).not.toContain("Recorded, but");
  });
});

describe("a due that the source gave without an agency", () => {
  const received = (day: string) => {
    const on = reportEvents(`${day} 09:00`);
    const data = { channel: "app", service_code: "pothole", expected_datetime: rfc(`${day} 17:00`) };
    return { on, events: [on("received", `${day} 09:00`, data)] };
  };

  test("judges where no decision was in force: it is told so, and not that there is no deadline", () => {
    const { events } = received("2022-11-21");
    const lines = told(events, "vi");
    expect(lines[1]).toBe(
      "Không có quy định nào có hiệu lực vào lúc tiếp nhận; xét theo hạn do nguồn dữ liệu ghi, dù cơ quan nào giữ phản ánh.",
    );
    expect(lines).toContain(
      "- Hạn do nguồn ghi: hạn do nguồn dữ liệu cung cấp; tính từ 21/11/2022 09:00 (lúc tiếp nhận); hạn 21/11/2022 17:00.",
    );
    expect(lines.join("\n")).not.toMatch(/không có hạn/i);
    expect(told(events, "en")[1]).toBe(
      "No policy was in force when it was received: the due its source gave judges it, whoever holds it.",
    );
  });

  test("judges what was never assigned", () => {
    const { events } = received(DAY);
    expect(told(events, "en").join("\n")).toContain("due 20/11/2025 17:00");
  });

  test("is named where the limits of a decision took its place", () => {
    const { on, events } = received(DAY);
    expectTold(
      [...events, on("assigned", `${DAY} 09:30`, { agency_responsible: "W1" })],
      "Nguồn dữ liệu ghi hạn 20/11/2025 17:00: không dùng, vì quy định có hạn riêng.",
      "Its source gave the due 20/11/2025 17:00: not used, because the policy has limits of its own.",
    );
  });
});

test("agencies outside the list are told apart by the names their source gives", () => {
  const { on, begin } = pothole();
  const events = [
    ...begin,
    on("assigned", `${DAY} 17:00`, { agency_responsible: "Đội A" }),
    on("assigned", `${DAY} 17:30`, { agency_responsible: "Đội B" }),
  ];
  const lines = told(events, "vi");
  expect(lines).toContain("Đối với Cơ quan none (nguồn ghi “Đội A”) (hạn riêng của cơ quan):");
  expect(lines).toContain("Đối với Cơ quan none (nguồn ghi “Đội B”) (hạn riêng của cơ quan):");
  expect(lines.filter((line) => line.startsWith("- Cơ quan none (nguồn ghi “Đội B”):"))).toHaveLength(1);
});
