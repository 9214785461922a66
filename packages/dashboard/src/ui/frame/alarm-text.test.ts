import { messagesFor } from "@toancanh/words";
import { describe, expect, it } from "vitest";
import { alarmText } from "./alarm-text.ts";

const messagesVi = messagesFor("vi");
const messagesEn = messagesFor("en");

describe("what a wall says of its alarms", () => {
  it("is nothing while there are none", () => {
    expect(alarmText([], messagesVi)).toBeNull();
  });

  it.each([messagesVi, messagesEn])("is one line, of what is missing most ($appName)", (messages) => {
    expect(alarmText(["kafka_partition_stopped"], messages)).toBe(messages.alarm.partMissing);
    expect(alarmText(["kafka_partition_stopped", "kafka_unreachable"], messages)).toBe(
      messages.alarm.allMissing,
    );
    expect(alarmText(["ingest_silent"], messages)).toBe(messages.alarm.allMissing);
  });

  it("says in the wall's language that figures may be incomplete, without the words of operators", () => {
    for (const text of Object.values(messagesVi.alarm)) {
      expect(text).toContain("số liệu có thể thiếu");
      expect(text).not.toMatch(/kafka|phân vùng|partition/iu);
    }
  });
});
