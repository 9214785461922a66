import type { Open311Feed } from "@toancanh/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CASE_HEADER, caseFile, caseRow, openCases } from "../../testing/open-cases.ts";

const at = (text: string): number => Date.parse(text);
let cases: Awaited<ReturnType<typeof openCases>>;
beforeAll(async () => {
  cases = await openCases();
});
afterAll(() => cases.close());

describe("what a source's words mean", () => {
  it("17: another delimiter is told, and read with decimal commas by settings", async () => {
    const file = caseFile("17-semicolon.csv");
    await expect(cases.importCsv(file, cases.bostonFormat())).rejects.toMatchObject({
      code: "missing_column",
      message: expect.stringContaining('seems to be separated by ";": set the format\'s delimiter'),
    });
    const format = cases.bostonFormat({ id: "semicolon", delimiter: ";", decimal: "," });
    expect(await cases.importCsv(file, format)).toMatchObject({ imported_reports: 1 });
    expect(await cases.stateOf("T17-1")).toMatchObject({ lat: 42.3501, long: -71.0602 });
  });

  it.each([
    ["tabulators", "\t", ","],
    ["bars", "|", "."],
    ["semicolons after a line sep=", ";", ","],
  ] as const)("%s separate as well", async (name, delimiter, decimal) => {
    const id = `T17-${name.slice(0, 4)}`;
    const cells = caseRow(id, { lat: decimal === "," ? "42@3501" : "42.3501" }).split(",");
    const lines = [CASE_HEADER.replaceAll(",", delimiter), cells.join(delimiter).replace("42@", "42,")];
    const isNamed = name.includes("sep=");
    const file = cases.write(`${id}.csv`, [...(isNamed ? ["sep=;"] : []), ...lines].join("\r\n"));
    const format = cases.bostonFormat({ id: `d-${id}`, decimal, ...(isNamed ? {} : { delimiter }) });
    expect(await cases.importCsv(file, format)).toMatchObject({ imported_reports: 1 });
    expect(await cases.stateOf(id)).toMatchObject({ lat: 42.3501 });
  });

  it("19: dates that stand for none are none; closed before opened is flagged, in the future refused", async () => {
    const summary = await cases.importCsv(
      caseFile("19-sentinel-dates.csv"),
      cases.bostonFormat({ id: "sentinels" }),
    );
    expect(summary).toMatchObject({
      rows: 4,
      imported_reports: 3,
      flagged: { finished_before_start: 1 },
      rejected: [{ code: "time_in_future", count: 1 }],
    });
    expect(await cases.stateOf("T19-1")).toMatchObject({
      ending: "open",
      due_at: at("2015-04-09T18:00:00Z"),
    });
    expect(await cases.stateOf("T19-2")).toMatchObject({ ending: "open", due_at: null });
    expect((await cases.stateOf("T19-3"))?.flags).toContain("finished_before_start");
    expect(await cases.stateOf("T19-4")).toBeUndefined();
  });

  it("years and words for nothing are settings", async () => {
    const file = cases.write(
      "nothing.csv",
      [
        CASE_HEADER,
        caseRow("T19-5", { closed: "01/01/1753 12:00:00 AM" }),
        caseRow("T19-6", { closed: "never" }),
        caseRow("T19-7", { closed: "12/31/2099 12:00:00 AM" }),
      ].join("\n"),
    );
    const told = await cases.importCsv(file, cases.bostonFormat({ id: "told" }));
    expect(told).toMatchObject({ imported_reports: 0 });
    const format = cases.bostonFormat({ id: "set", null_years: [1753, 2099], null_words: ["", "never"] });
    expect(await cases.importCsv(file, format)).toMatchObject({ imported_reports: 3 });
    for (const id of ["T19-5", "T19-6", "T19-7"])
      expect(await cases.stateOf(id)).toMatchObject({ ending: "open" });
  });

  it("26: statuses beyond open and closed lose no report; what is not known is told", async () => {
    const file = caseFile("26-extended-statuses.json");
    const plain = await cases.importRequests(file, "statuses");
    expect(plain).toMatchObject({ requests: 9, rejected: 0, unknown_statuses: {} });
    const endings = await Promise.all(
      Array.from({ length: 9 }, async (_, index) => (await cases.stateOf(`T26-${index}`))?.ending),
    );
    expect(endings).toEqual([
      ...["open", "open", "open", "open"],
      ...["closed", "closed", "closed", "closed", "closed"],
    ]);
  });

  it("statuses of its own are the feed's settings, and unknown ones are counted", async () => {
    const request = (id: string, status: string) => ({
      service_request_id: id,
      status,
      service_code: "Graffiti Removal",
      requested_datetime: "2015-04-07T09:00:00-04:00",
      updated_datetime: "2015-04-08T09:00:00-04:00",
    });
    const list = [
      request("T26-a", "Đã trả lời"),
      request("T26-b", "Gesloten"),
      request("T26-c", "Gesloten"),
      request("T26-d", "fixed"),
    ];
    const file = cases.write("own-statuses.json", JSON.stringify(list));
    const words: Partial<Open311Feed> = { statuses: { đã_trả_lời: "closed", fixed: "open" } };
    expect(await cases.importRequests(file, "own-statuses", words)).toMatchObject({
      rejected: 0,
      unknown_statuses: { Gesloten: 2 },
    });
    expect(await cases.stateOf("T26-a")).toMatchObject({ ending: "closed" });
    expect(await cases.stateOf("T26-b")).toMatchObject({ ending: "open" });
    expect(await cases.stateOf("T26-d")).toMatchObject({ ending: "open" });
  });

  it("a column of status decides with the date of closing", async () => {
    const format = cases.bostonFormat({ id: "status" });
    format.columns = { ...format.columns, status: "STATUS" };
    const file = cases.write(
      "status.csv",
      [
        `${CASE_HEADER},STATUS`,
        `${caseRow("T26-e", { closed: "04/08/2015 02:00:00 PM" })},Closed`,
        `${caseRow("T26-f", { closed: "04/08/2015 02:00:00 PM" })},Reopened`,
        `${caseRow("T26-g")},Closed`,
        `${caseRow("T26-h")},Gesloten`,
      ].join("\n"),
    );
    expect(await cases.importCsv(file, format)).toMatchObject({
      imported_reports: 3,
      rejected: [{ code: "bad_row", count: 1, examples: [{ position: "status.csv:4" }] }],
      unknown_statuses: { Gesloten: 1 },
    });
    expect(await cases.stateOf("T26-e")).toMatchObject({ ending: "closed" });
    expect(await cases.stateOf("T26-f")).toMatchObject({ ending: "open" });
  });

  it("bytes of another encoding are told, and read by a setting", async () => {
    const file = cases.write(
      "latin.csv",
      Buffer.from([CASE_HEADER, caseRow("T17-latin", { type: "Straßenschäden" })].join("\n"), "latin1"),
    );
    expect(await cases.importCsv(file, cases.bostonFormat({ id: "latin-told" }))).toMatchObject({
      imported_reports: 0,
      rejected: [{ code: "bad_row", examples: [{ message: expect.stringContaining("encoding") }] }],
    });
    await cases.importCsv(file, cases.bostonFormat({ id: "latin", encoding: "windows-1252" }));
    const key = { service_request_id: "T17-latin", received_at: at("2015-04-07T18:00:00Z") };
    const events = await cases.store.query("events_of_report", key);
    expect(events.map(({ data }) => data).join()).toContain("Straßenschäden");
    const wide = cases.write(
      "wide.csv",
      Buffer.from(`\uFEFF${CASE_HEADER}\r\n${caseRow("T17-wide")}`, "utf16le"),
    );
    await expect(cases.importCsv(wide, cases.bostonFormat())).rejects.toThrow(
      "set the format's encoding to utf-16le",
    );
    const format = cases.bostonFormat({ id: "wide", encoding: "utf-16le" });
    expect(await cases.importCsv(wide, format)).toMatchObject({ imported_reports: 1 });
  });

  it.each(["", "NULL", "null", "N/A", "n/a", "-", "  - "])("%j is no value in any column", async (word) => {
    const id = `T7 nothing ${JSON.stringify(word)}`;
    const cells = [id, "04/07/2015 02:00:00 PM", word, word, word, word, word, word, word];
    const file = cases.write("null-words.csv", `${CASE_HEADER}\n${cells.join()}`);
    expect(await cases.importCsv(file, cases.bostonFormat({ id }))).toMatchObject({
      imported_reports: 1,
      rejected: [],
      unlocated: { no_coordinates: 1 },
      flagged: { unreadable_field: 0, unknown_agency: 0 },
    });
    expect(await cases.stateOf(id)).toMatchObject({ ending: "open", due_at: null, assignments: [] });
  });

  it("words of a source's own are nothing however their letters are composed", async () => {
    const id = "T7 không có";
    const row = caseRow(id, { target: "không có".normalize("NFD"), closed: "chưa" });
    const file = cases.write("none.csv", `${CASE_HEADER}\n${row}`);
    const format = cases.bostonFormat({ id, null_words: ["không có", " chưa "] });
    expect(await cases.importCsv(file, format)).toMatchObject({ imported_reports: 1, rejected: [] });
    expect(await cases.stateOf(id)).toMatchObject({ ending: "open", due_at: null });
  });

  it.each(["01/01/1753 12:00:00 AM", "12/31/2999 12:00:00 AM", "soon", "04/09/15"])(
    "a due of %s costs that field and a flag, not the report",
    async (target) => {
      const id = `T7 ${target}`;
      const file = cases.write("due.csv", `${CASE_HEADER}\n${caseRow(id, { target })}`);
      expect(await cases.importCsv(file, cases.bostonFormat({ id }))).toMatchObject({
        imported_reports: 1,
        rejected: [],
        flagged: { unreadable_field: 1 },
      });
      expect(await cases.stateOf(id)).toMatchObject({ due_at: null, flags: ["unreadable_field"] });
    },
  );

  it("a due in an Open311 answer that cannot be one costs that field and a flag", async () => {
    const list = ["1753-01-01T00:00:00Z", "2999-12-31T00:00:00Z", "soon"].map((expected_datetime, index) => ({
      service_request_id: `T7-due-${index}`,
      status: "open",
      requested_datetime: "2015-04-07T18:00:00Z",
      expected_datetime,
    }));
    const file = cases.write("dues.json", JSON.stringify(list));
    expect(await cases.importRequests(file, "dues")).toMatchObject({ requests: 3, rejected: 0 });
    for (const index of list.keys()) {
      expect((await cases.stateOf(`T7-due-${index}`))?.flags).toContain("unreadable_field");
    }
  });

  it.each<["utf-16le" | "utf-16be", string]>([
    ["utf-16le", "\uFEFF"],
    ["utf-16le", ""],
    ["utf-16be", "\uFEFF"],
    ["utf-16be", ""],
  ])(
    "%s with mark %j is named, and read by a setting, sep= line, decimal commas and all",
    async (encoding, mark) => {
      const id = `T7 ${encoding} ${mark.length}`;
      const row = caseRow(id, { lat: "42@3501", long: "-71@0602", type: "Ổ gà" });
      const text = `${mark}sep=;\r\n${CASE_HEADER}\r\n${row}`.replaceAll(",", ";").replaceAll("@", ",");
      const bytes = Buffer.from(text, "utf16le");
      const file = cases.write("wide.csv", encoding === "utf-16be" ? bytes.swap16() : bytes);
      await expect(cases.importCsv(file, cases.bostonFormat())).rejects.toThrow(`encoding to ${encoding}`);
      const format = cases.bostonFormat({ id, encoding, decimal: "," });
      expect(await cases.importCsv(file, format)).toMatchObject({ imported_reports: 1 });
      expect(await cases.stateOf(id)).toMatchObject({ lat: 42.3501, long: -71.0602 });
    },
  );

  it("Vietnamese columns and values are read from Windows-1258 and from letters taken apart", async () => {
    const format = cases.bostonFormat({ encoding: "windows-1258" });
    format.columns = { ...format.columns, service_request_id: "Mã phản ánh" };
    // In that encoding a circumflex belongs to its letter, and tones stand behind it: ã is a and 0xDE.
    const bytes = Buffer.concat([
      Buffer.from("Ma"),
      Buffer.from([0xde]),
      Buffer.from(" pha"),
      Buffer.from([0xd2]),
      Buffer.from("n a"),
      Buffer.from([0xec]),
      Buffer.from("nh"),
    ]);
    const rest = CASE_HEADER.slice(CASE_HEADER.indexOf(","));
    const windows = cases.write(
      "windows.csv",
      Buffer.concat([bytes, Buffer.from(`${rest}\n${caseRow("T7-1258")}`)]),
    );
    expect(await cases.importCsv(windows, { ...format, id: "w1258" })).toMatchObject({ imported_reports: 1 });
    const apart = cases.write(
      "apart.csv",
      ` ${"Mã phản ánh".normalize("NFD")} ${rest}\n${caseRow("T7-nfd")}`,
    );
    expect(await cases.importCsv(apart, { ...format, id: "nfd", encoding: "utf-8" })).toMatchObject({
      imported_reports: 1,
    });
  });
});
