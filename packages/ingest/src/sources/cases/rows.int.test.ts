import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CASE_HEADER, caseFile, caseRow, openCases } from "../../testing/open-cases.ts";

let cases: Awaited<ReturnType<typeof openCases>>;
beforeAll(async () => {
  cases = await openCases();
});
afterAll(() => cases.close());

describe("rows of another width than the header", () => {
  it("02b: are bad rows with their line, never a report with shifted columns", async () => {
    const summary = await cases.importCsv(caseFile("02b-shifted-silent.csv"), cases.bostonFormat());
    expect(summary).toMatchObject({ rows: 2, imported_reports: 1 });
    expect(summary.rejected).toMatchObject([
      { code: "bad_row", count: 1, examples: [{ position: "02b-shifted-silent.csv:2" }] },
    ]);
    expect(await cases.stateOf("T2b-1")).toBeUndefined();
    expect((await cases.stateOf("T2b-2"))?.assignments).toMatchObject([{ agency: "PWDx" }]);
  });

  it("are told by the line on which they begin, CRLF in quotes counted once", async () => {
    const notes = `${CASE_HEADER},NOTES`;
    const file = cases.write(
      "crlf.csv",
      [
        notes,
        `${caseRow("T2x-1")},"two\r\nlines"`,
        "",
        `${caseRow("T2x-2")},"three\r\n\r\nlines"`,
        `${caseRow("T2x-3")},a,b`,
        caseRow("T2x-4").slice(0, 40),
      ].join("\r\n"),
    );
    const summary = await cases.importCsv(file, cases.bostonFormat({ id: "crlf" }));
    expect(summary.imported_reports).toBe(2);
    expect(summary.rejected[0]?.examples.map(({ position }) => position)).toEqual([
      "crlf.csv:8",
      "crlf.csv:9",
    ]);
  });

  it("may leave out what is empty at their end where the format says so", async () => {
    const file = cases.write(
      "short.csv",
      [CASE_HEADER, caseRow("T2y-1").split(",").slice(0, 7).join(",")].join("\n"),
    );
    expect(await cases.importCsv(file, cases.bostonFormat({ id: "short" }))).toMatchObject({
      imported_reports: 0,
    });
    const format = cases.bostonFormat({ id: "short", allow_missing_trailing: true });
    expect(await cases.importCsv(file, format)).toMatchObject({ imported_reports: 1 });
  });

  it("cannot hide behind a header that has a column twice", async () => {
    const file = cases.write("doubled.csv", `${CASE_HEADER},TYPE\n${caseRow("T2z-1")},x`);
    await expect(cases.importCsv(file, cases.bostonFormat())).rejects.toMatchObject({
      code: "doubled_column",
    });
  });

  it("are bad rows where a file is cut off in the middle of one", async () => {
    const cut = caseRow("T6-cut").slice(0, 50);
    const file = cases.write("cut.csv", `${CASE_HEADER}\n${caseRow("T6-whole")}\n${cut}`);
    expect(await cases.importCsv(file, cases.bostonFormat({ id: "cut" }))).toMatchObject({
      imported_reports: 1,
      rejected: [{ code: "bad_row", count: 1, examples: [{ position: "cut.csv:3" }] }],
    });
    expect(await cases.stateOf("T6-cut")).toBeUndefined();
  });

  it.each<[string, string[], number[]]>([
    [
      "one value too many in the middle",
      [caseRow("T6-a-1").replace("PWDx", "PWDx,Streets"), caseRow("T6-a-2")],
      [2],
    ],
    ["one value too few", [caseRow("T6-b-1"), caseRow("T6-b-2").replace(",PWDx", "")], [3]],
    ["another delimiter", [caseRow("T6-c-1").replaceAll(",", ";"), caseRow("T6-c-2")], [2]],
    ["the header once more", [caseRow("T6-d-1"), CASE_HEADER, caseRow("T6-d-2")], [3]],
    ["lines of spaces", ["   ", caseRow("T6-e-1")], [2]],
    ["a footer of the program", [caseRow("T6-f-1"), "1 rows selected."], [3]],
  ])("with %s are bad rows with their lines", async (name, rows, lines) => {
    const file = cases.write("rows.csv", [CASE_HEADER, ...rows].join("\n"));
    const summary = await cases.importCsv(file, cases.bostonFormat({ id: name }));
    expect(summary.imported_reports).toBe(rows.length - 1);
    expect(summary.rejected).toMatchObject([
      { code: "bad_row", examples: lines.map((line) => ({ position: `rows.csv:${line}` })) },
    ]);
  });
});
