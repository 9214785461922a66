import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CASE_HEADER, caseFile, caseRow, openCases } from "../../testing/open-cases.ts";

let cases: Awaited<ReturnType<typeof openCases>>;
beforeAll(async () => {
  cases = await openCases();
});
afterAll(() => cases.close());

describe("small things", () => {
  it("ids that a spreadsheet has rounded are told", async () => {
    const file = cases.write(
      "rounded.csv",
      [
        CASE_HEADER,
        caseRow("1.01E+11"),
        caseRow('"1,01E+11"'),
        caseRow("101002345678901"),
        caseRow("1E5"),
      ].join("\n"),
    );
    expect(await cases.importCsv(file, cases.bostonFormat({ id: "rounded" }))).toMatchObject({
      imported_reports: 1,
      rejected: [{ code: "bad_row", count: 3 }],
    });
    const requests = cases.write(
      "rounded.json",
      '[{"service_request_id":1.01E+11,"status":"open","requested_datetime":"2015-04-07T18:00:00Z"},' +
        '{"service_request_id":90071992547409931,"status":"open","requested_datetime":"2015-04-07T18:00:00Z"}]',
    );
    expect(await cases.importRequests(requests, "rounded")).toMatchObject({ requests: 2, rejected: 1 });
    expect(await cases.stateOf("90071992547409931")).toBeDefined();
  });

  it("only stored reports are counted as imported", async () => {
    const [first, second] = ["04/07/2015 02:00:00 PM", "04/08/2015 02:00:00 PM"];
    const file = cases.write(
      "first.csv",
      [CASE_HEADER, caseRow("T11-1", { opened: first }), caseRow("T11-2")].join("\n"),
    );
    expect(await cases.importCsv(file, cases.bostonFormat({ id: "count-a" }))).toMatchObject({
      imported_reports: 2,
    });
    const other = cases.write(
      "second.csv",
      [CASE_HEADER, caseRow("T11-1", { opened: second }), caseRow("T11-3")].join("\n"),
    );
    expect(await cases.importCsv(other, cases.bostonFormat({ id: "count-b" }))).toMatchObject({
      imported_reports: 1,
      rejected: [{ code: "identity_conflict" }],
    });
  });

  it.each([
    ["sheet.csv", Buffer.from("PK\x03\x04rest"), /is a zip archive \(a spreadsheet in .xlsx is one too\)/],
    ["old.csv", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), /\(\.xls\): save the sheet as CSV/],
    ["packed.csv.gz", gzipSync(Buffer.from("PK\x03\x04rest")), /is a zip archive/],
    ["packed.csv.bz2", Buffer.from("BZh91AY"), /is packed with bzip2/],
    ["report.csv", Buffer.from("%PDF-1.7"), /is a PDF/],
  ])("%s is named for what it is, by every way in", async (name, bytes, message) => {
    const file = cases.write(name, bytes);
    await expect(cases.importCsv(file, cases.bostonFormat())).rejects.toThrow(message);
    await expect(cases.importCsv(file, "cloudevents")).rejects.toThrow(message);
    await expect(cases.importRequests(file, "foreign")).rejects.toThrow(message);
  });

  it("a packed file of requests is read, and one that is cut off named", async () => {
    const packed = gzipSync(readFileSync(caseFile("22-no-agency.json")));
    expect(await cases.importRequests(cases.write("requests.json.gz", packed), "packed")).toMatchObject({
      requests: 2,
    });
    const cut = cases.write("cut.ndjson.gz", packed.subarray(0, packed.length - 20));
    await expect(cases.importCsv(cut, "cloudevents")).rejects.toThrow(
      "is a gzip file that is broken or cut off",
    );
    await expect(cases.importRequests(cut, "cut")).rejects.toThrow(/cannot read/);
  });
});
