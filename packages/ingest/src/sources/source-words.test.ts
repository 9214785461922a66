import { describe, expect, it } from "vitest";
import { createSourceWords } from "./source-words.ts";

describe("words of a source without settings", () => {
  const words = createSourceWords({});

  it.each(["", "  ", "NULL", "null", "N/A", "n/a", "-", " - "])("%j is nothing", (text) => {
    expect(words.text(text)).toBe("");
  });

  it.each(["Null Street", "0", "--", "none"])("%j is a value", (text) => {
    expect(words.text(text)).toBe(text);
  });

  it.each([
    "01/01/1900 12:00:00 AM",
    "12/31/9999 12:00:00 AM",
    "1900-01-01T00:00:00Z",
    "9999-12-31",
    "0001-01-01T00:00:00",
    "0000-00-00 00:00:00",
  ])("%s stands for no date", (text) => {
    expect(words.isNoDate(text)).toBe(true);
  });

  it.each(["2015-04-07T18:00:00+0000", "2015-04-07 18:00:00.000 -0000", "2015-04-07T18:00+0001"])(
    "%s is a date with an offset",
    (text) => {
      expect(words.isNoDate(text)).toBe(false);
    },
  );

  it.each(["01/01/2015 01:00:00 AM", "01/1/2019 00:00", "19001231", "1428429600", "04/07/3015 02:00:00 PM"])(
    "%s may be a date",
    (text) => {
      expect(words.isNoDate(text)).toBe(false);
    },
  );

  it.each([
    ["open", "open"],
    ["In Progress", "open"],
    ["in-progress", "open"],
    ["Submitted", "open"],
    ["CLOSED", "closed"],
    ["closed - resolved", "closed"],
    ["Closed (duplicate)", "closed"],
    ["no_further_action", "closed"],
    ["encerrado", null],
  ])("%s is %s", (status, meaning) => {
    expect(words.status(status)).toBe(meaning);
  });

  it("reads decimal points, and no comma", () => {
    expect(words.point("42.35", "-71.06")).toEqual({ lat: 42.35, long: -71.06 });
    expect(words.point("42,35", "-71,06")).toBeUndefined();
    expect(words.point("42.35", "")).toBeUndefined();
    expect(words.point("", "")).toBeNull();
  });
});

describe("words of a source by its settings", () => {
  it("takes its words for nothing instead of the usual ones", () => {
    const words = createSourceWords({ null_words: ["", "không có", "."] });
    expect(words.text("không có")).toBe("");
    expect(words.text(".")).toBe("");
    expect(words.text("N/A")).toBe("N/A");
  });

  it("takes its years for no date instead of the usual ones", () => {
    const words = createSourceWords({ null_years: [1753, 2099] });
    expect(words.isNoDate("01/01/1753")).toBe(true);
    expect(words.isNoDate("2099-12-31 00:00")).toBe(true);
    expect(words.isNoDate("01/01/1900")).toBe(false);
  });

  it("takes its statuses before the usual ones, however they are written", () => {
    const words = createSourceWords({
      statuses: { "Đã trả lời": "closed", "Closed - Pending Review": "open", fixed: "open" },
    });
    expect(words.status("đã  trả lời".normalize("NFD"))).toBe("closed");
    expect(words.status("ĐÃ_TRẢ_LỜI")).toBe("closed");
    expect(words.status("closed - pending review")).toBe("open");
    expect(words.status("Fixed")).toBe("open");
    expect(words.status("resolved")).toBe("closed");
  });

  it("reads decimal commas", () => {
    const words = createSourceWords({ decimal: "," });
    expect(words.point("42,3501", "-71,0602")).toEqual({ lat: 42.3501, long: -71.0602 });
    expect(words.point("1.042,35", "-71,06")).toBeUndefined();
  });
});
