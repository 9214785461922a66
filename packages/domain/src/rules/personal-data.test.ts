import { describe, expect, it } from "vitest";
import { findPersonalData } from "./personal-data.ts";

const REPORT = "1022-261111-10-0042";

describe("personal data in a text", () => {
  it("finds numbers and addresses that reach or name a person, however they are grouped", () => {
    for (const text of [
      "Gọi 0909123456 để hỏi",
      "Gọi 0909 123 456",
      "+84 (28) 3822.1234",
      "CCCD 079123456789",
      "CMND 023456789.",
    ]) {
      expect([text, findPersonalData(text)]).toEqual([text, "number"]);
    }
    expect(findPersonalData("gửi về an.nguyen@example.vn")).toBe("mail");
  });

  it("takes days, hours, numbers of documents and the report's own id for what they are", () => {
    for (const text of [
      "UBND xã giải tỏa lúc 15:30 và gửi văn bản trả lời lúc 16:40 ngày 18/11/2026.",
      "Xong 18.11.2026 16.40, văn bản 412/UBND-KT",
      "Từ 2026-11-18 08:00:15 đến 2026-11-19 11h30",
      `Phản ánh ${REPORT} đã được gia hạn`,
      "",
    ]) {
      expect([text, findPersonalData(text, [REPORT])]).toEqual([text, null]);
    }
    expect(findPersonalData(`Phản ánh ${REPORT}`)).toBe("number");
  });
});
