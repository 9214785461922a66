import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { type CsvFormat, CsvFormatSchema, type Open311Feed } from "@toancanh/contracts";
import { Compile } from "typebox/compile";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ingester } from "../ingester.ts";
import { openTestBench, type TestBench } from "../testing/open-test-bench.ts";
import { importFile } from "./file/import-file.ts";
import { takeEvents } from "./http/take-events.ts";
import { importOpen311File } from "./open311/import-open311.ts";

const caseFile = (name: string): string =>
  fileURLToPath(new URL(`../../../../fixtures/cases/${name}`, import.meta.url));
const at = (text: string): number => Date.parse(text);

let bench: TestBench;
let ingester: Ingester;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "toancanh-cases-"));
  bench = await openTestBench("boston");
  ingester = bench.openIngester();
});
afterAll(async () => {
  await ingester.close();
  await bench.close();
  await rm(folder, { recursive: true, force: true });
});

function write(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Boston's format with other settings; each under its own id, as they are different sources. */
function bostonFormat(over: Partial<CsvFormat> = {}): CsvFormat {
  const format = bench.profile.formats.find(({ id }) => id === "boston311");
  if (format === undefined) throw new Error("boston has no format boston311");
  return { ...format, ...over };
}

function readFormat(name: string): CsvFormat {
  const value: unknown = JSON.parse(readFileSync(caseFile(`formats/${name}`), "utf8"));
  const schema = Compile(CsvFormatSchema);
  if (!schema.Check(value)) throw new Error(`${name} is no format`);
  return value;
}

function importCsv(path: string, format: CsvFormat | "cloudevents") {
  return importFile({ path, format, profile: bench.profile, ingester, clock: bench.clock });
}

function importRequests(path: string, feed: string, words: Partial<Open311Feed> = {}) {
  const mapping = { feed, timeZone: null, unknownServiceCode: "unknown", channel: "open311", words };
  return importOpen311File({ path, mapping, ingester, clock: bench.clock });
}

async function stateOf(service_request_id: string) {
  const [state] = await bench.store.query("report_by_id", { service_request_id });
  return state;
}

const HEADER = "CASE_ENQUIRY_ID,OPEN_DT,TARGET_DT,CLOSED_DT,TYPE,Department,Source,LATITUDE,LONGITUDE";
const row = (
  id: string,
  over: Partial<Record<"opened" | "target" | "closed" | "type" | "lat", string>> = {},
) =>
  [
    id,
    over.opened ?? "04/07/2015 02:00:00 PM",
    over.target ?? "04/09/2015 02:00:00 PM",
    over.closed ?? "",
    over.type ?? "Graffiti Removal",
    "PWDx",
    "Self Service",
    over.lat ?? "42.3501",
    "-71.0602",
  ].join(",");

describe("rows of another width than the header", () => {
  it("02b: are bad rows with their line, never a report with shifted columns", async () => {
    const summary = await importCsv(caseFile("02b-shifted-silent.csv"), bostonFormat());
    expect(summary).toMatchObject({ rows: 2, imported_reports: 1 });
    expect(summary.rejected).toMatchObject([
      { code: "bad_row", count: 1, examples: [{ position: "02b-shifted-silent.csv:2" }] },
    ]);
    expect(await stateOf("T2b-1")).toBeUndefined();
    expect((await stateOf("T2b-2"))?.assignments).toMatchObject([{ agency: "PWDx" }]);
  });

  it("are told by the line on which they begin, CRLF in quotes counted once", async () => {
    const notes = `${HEADER},NOTES`;
    const file = write(
      "crlf.csv",
      [
        notes,
        `${row("T2x-1")},"two\r\nlines"`,
        "",
        `${row("T2x-2")},"three\r\n\r\nlines"`,
        `${row("T2x-3")},a,b`,
        row("T2x-4").slice(0, 40),
      ].join("\r\n"),
    );
    const summary = await importCsv(file, bostonFormat({ id: "crlf" }));
    expect(summary.imported_reports).toBe(2);
    expect(summary.rejected[0]?.examples.map(({ position }) => position)).toEqual([
      "crlf.csv:8",
      "crlf.csv:9",
    ]);
  });

  it("may leave out what is empty at their end where the format says so", async () => {
    const file = write("short.csv", [HEADER, row("T2y-1").split(",").slice(0, 7).join(",")].join("\n"));
    expect(await importCsv(file, bostonFormat({ id: "short" }))).toMatchObject({ imported_reports: 0 });
    const format = bostonFormat({ id: "short", allow_missing_trailing: true });
    expect(await importCsv(file, format)).toMatchObject({ imported_reports: 1 });
  });

  it("cannot hide behind a header that has a column twice", async () => {
    const file = write("doubled.csv", `${HEADER},TYPE\n${row("T2z-1")},x`);
    await expect(importCsv(file, bostonFormat())).rejects.toMatchObject({ code: "doubled_column" });
  });
});

describe("times with a zone", () => {
  it("06: are read in every spelling, and refused without one", async () => {
    const summary = await importRequests(caseFile("06-offset-spellings.json"), "spellings");
    expect(summary).toMatchObject({ requests: 9, rejected: 1 });
    for (const letter of "abcdeghi") {
      expect(await stateOf(`T6-${letter}`)).toMatchObject({ received_at: at("2015-04-07T18:00:00Z") });
    }
    expect(await stateOf("T6-f")).toBeUndefined();
    expect(await stateOf("T6-a")).toMatchObject({
      finished_at: at("2015-04-08T02:00:00Z"),
      ending: "closed",
    });
  });

  it("14, 16z: are read by patterns with an offset and with a written Z", async () => {
    expect(await importCsv(caseFile("14-iso-offset.csv"), readFormat("iso-offset.json"))).toMatchObject({
      imported_reports: 2,
    });
    expect(await importCsv(caseFile("16z-iso-z.csv"), readFormat("iso-z.json"))).toMatchObject({
      imported_reports: 1,
    });
    for (const id of ["T14-1", "T14-2", "T16z-1"]) {
      expect(await stateOf(id)).toMatchObject({ received_at: at("2015-04-07T18:00:00Z") });
    }
    expect(await stateOf("T14-2")).toMatchObject({
      due_at: at("2015-04-09T18:00:00Z"),
      finished_at: at("2015-04-08T18:00:00Z"),
    });
  });

  it("that is the source's and not the city's is a setting of format and feed", async () => {
    const file = write("utc.csv", `${HEADER}\n${row("T14-utc", { opened: "04/07/2015 06:00:00 PM" })}`);
    await importCsv(file, bostonFormat({ id: "utc", time_zone: "UTC" }));
    expect(await stateOf("T14-utc")).toMatchObject({ received_at: at("2015-04-07T18:00:00Z") });
  });

  it("as numbers are read by the feed's unit", async () => {
    const request = (id: string, requested_datetime: number) => ({
      service_request_id: id,
      status: "open",
      service_code: "Graffiti Removal",
      requested_datetime,
    });
    const file = write(
      "epochs.json",
      JSON.stringify([request("T6-s", 1428429600), request("T6-ms", 1428429600000)]),
    );
    expect(await importRequests(file, "epochs-s", { epoch_unit: "seconds" })).toMatchObject({ rejected: 1 });
    expect(await stateOf("T6-s")).toMatchObject({ received_at: at("2015-04-07T18:00:00Z") });
    expect(await importRequests(file, "epochs", {})).toMatchObject({ rejected: 0 });
    expect(await stateOf("T6-ms")).toMatchObject({ received_at: at("2015-04-07T18:00:00Z") });
  });
});

describe("what a source's words mean", () => {
  it("17: another delimiter is told, and read with decimal commas by settings", async () => {
    const file = caseFile("17-semicolon.csv");
    await expect(importCsv(file, bostonFormat())).rejects.toMatchObject({
      code: "missing_column",
      message: expect.stringContaining('seems to be separated by ";": set the format\'s delimiter'),
    });
    const format = bostonFormat({ id: "semicolon", delimiter: ";", decimal: "," });
    expect(await importCsv(file, format)).toMatchObject({ imported_reports: 1 });
    expect(await stateOf("T17-1")).toMatchObject({ lat: 42.3501, long: -71.0602 });
  });

  it.each([
    ["tabulators", "\t", ","],
    ["bars", "|", "."],
    ["semicolons after a line sep=", ";", ","],
  ] as const)("%s separate as well", async (name, delimiter, decimal) => {
    const id = `T17-${name.slice(0, 4)}`;
    const cells = row(id, { lat: decimal === "," ? "42@3501" : "42.3501" }).split(",");
    const lines = [HEADER.replaceAll(",", delimiter), cells.join(delimiter).replace("42@", "42,")];
    const isNamed = name.includes("sep=");
    const file = write(`${id}.csv`, [...(isNamed ? ["sep=;"] : []), ...lines].join("\r\n"));
    const format = bostonFormat({ id: `d-${id}`, decimal, ...(isNamed ? {} : { delimiter }) });
    expect(await importCsv(file, format)).toMatchObject({ imported_reports: 1 });
    expect(await stateOf(id)).toMatchObject({ lat: 42.3501 });
  });

  it("19: dates that stand for none are none; closed before opened is flagged, in the future refused", async () => {
    const summary = await importCsv(caseFile("19-sentinel-dates.csv"), bostonFormat({ id: "sentinels" }));
    expect(summary).toMatchObject({
      rows: 4,
      imported_reports: 3,
      flagged: { finished_before_start: 1 },
      rejected: [{ code: "time_in_future", count: 1 }],
    });
    expect(await stateOf("T19-1")).toMatchObject({ ending: "open", due_at: at("2015-04-09T18:00:00Z") });
    expect(await stateOf("T19-2")).toMatchObject({ ending: "open", due_at: null });
    expect((await stateOf("T19-3"))?.flags).toContain("finished_before_start");
    expect(await stateOf("T19-4")).toBeUndefined();
  });

  it("years and words for nothing are settings", async () => {
    const file = write(
      "nothing.csv",
      [
        HEADER,
        row("T19-5", { closed: "01/01/1753 12:00:00 AM" }),
        row("T19-6", { closed: "never" }),
        row("T19-7", { closed: "12/31/2099 12:00:00 AM" }),
      ].join("\n"),
    );
    const told = await importCsv(file, bostonFormat({ id: "told" }));
    expect(told).toMatchObject({ imported_reports: 0 });
    const format = bostonFormat({ id: "set", null_years: [1753, 2099], null_words: ["", "never"] });
    expect(await importCsv(file, format)).toMatchObject({ imported_reports: 3 });
    for (const id of ["T19-5", "T19-6", "T19-7"]) expect(await stateOf(id)).toMatchObject({ ending: "open" });
  });

  it("26: statuses beyond open and closed lose no report; what is not known is told", async () => {
    const file = caseFile("26-extended-statuses.json");
    const plain = await importRequests(file, "statuses");
    expect(plain).toMatchObject({ requests: 9, rejected: 0, unknown_statuses: {} });
    const endings = await Promise.all(
      Array.from({ length: 9 }, async (_, index) => (await stateOf(`T26-${index}`))?.ending),
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
    const file = write("own-statuses.json", JSON.stringify(list));
    const words: Partial<Open311Feed> = { statuses: { đã_trả_lời: "closed", fixed: "open" } };
    expect(await importRequests(file, "own-statuses", words)).toMatchObject({
      rejected: 0,
      unknown_statuses: { Gesloten: 2 },
    });
    expect(await stateOf("T26-a")).toMatchObject({ ending: "closed" });
    expect(await stateOf("T26-b")).toMatchObject({ ending: "open" });
    expect(await stateOf("T26-d")).toMatchObject({ ending: "open" });
  });

  it("a column of status decides with the date of closing", async () => {
    const format = bostonFormat({ id: "status" });
    format.columns = { ...format.columns, status: "STATUS" };
    const file = write(
      "status.csv",
      [
        `${HEADER},STATUS`,
        `${row("T26-e", { closed: "04/08/2015 02:00:00 PM" })},Closed`,
        `${row("T26-f", { closed: "04/08/2015 02:00:00 PM" })},Reopened`,
        `${row("T26-g")},Closed`,
        `${row("T26-h")},Gesloten`,
      ].join("\n"),
    );
    expect(await importCsv(file, format)).toMatchObject({
      imported_reports: 3,
      rejected: [{ code: "bad_row", count: 1, examples: [{ position: "status.csv:4" }] }],
      unknown_statuses: { Gesloten: 1 },
    });
    expect(await stateOf("T26-e")).toMatchObject({ ending: "closed" });
    expect(await stateOf("T26-f")).toMatchObject({ ending: "open" });
  });

  it("bytes of another encoding are told, and read by a setting", async () => {
    const file = write(
      "latin.csv",
      Buffer.from([HEADER, row("T17-latin", { type: "Straßenschäden" })].join("\n"), "latin1"),
    );
    expect(await importCsv(file, bostonFormat({ id: "latin-told" }))).toMatchObject({
      imported_reports: 0,
      rejected: [{ code: "bad_row", examples: [{ message: expect.stringContaining("encoding") }] }],
    });
    await importCsv(file, bostonFormat({ id: "latin", encoding: "windows-1252" }));
    const key = { service_request_id: "T17-latin", received_at: at("2015-04-07T18:00:00Z") };
    const events = await bench.store.query("events_of_report", key);
    expect(events.map(({ data }) => data).join()).toContain("Straßenschäden");
    const wide = write("wide.csv", Buffer.from(`\uFEFF${HEADER}\r\n${row("T17-wide")}`, "utf16le"));
    await expect(importCsv(wide, bostonFormat())).rejects.toThrow("set the format's encoding to utf-16le");
    const format = bostonFormat({ id: "wide", encoding: "utf-16le" });
    expect(await importCsv(wide, format)).toMatchObject({ imported_reports: 1 });
  });
});

describe("places", () => {
  it("20: outside the city are unlocated with a flag, unreadable ones cost the place only", async () => {
    const summary = await importCsv(caseFile("20-places.csv"), bostonFormat({ id: "places" }));
    expect(summary).toMatchObject({ rows: 6, imported_reports: 6 });
    const flags = async (index: number) => {
      const state = await stateOf(`T20-${index}`);
      return [state?.cell === "", ...(state?.flags ?? [])];
    };
    expect(await flags(1)).toEqual([true, "outside_city"]);
    expect(await flags(2)).toEqual([true, "outside_city", "coordinates_exchanged"]);
    expect(await flags(3)).toEqual([true, "outside_city"]);
    expect(await flags(4)).toEqual([true, "unreadable_field"]);
    expect(await flags(5)).toEqual([true, "unreadable_field"]);
    expect(await flags(6)).toEqual([false]);
  });

  it("20b: null island has no cell of the heat map", async () => {
    const body = readFileSync(caseFile("20b-null-island-batch.json"));
    const taken = await takeEvents(ingester, {
      body,
      contentType: "application/json",
      requestId: "20b",
      limitMs: 60_000,
    });
    const result = taken.kind === "taken" ? taken.result : null;
    const parsed: unknown = JSON.parse(body.toString());
    expect(result).toMatchObject({ accepted: Array.isArray(parsed) ? parsed.length : -1, dead_letters: 0 });
    expect(await stateOf("NI0")).toMatchObject({ cell: "", lat: null, flags: ["outside_city"] });
  });
});

describe("a due without an agency", () => {
  it("22: judges the report, whichever source gave it", async () => {
    await importRequests(caseFile("22-no-agency.json"), "no-agency");
    await importCsv(caseFile("22-no-agency.csv"), bostonFormat({ id: "no-agency" }));
    const due = at("2015-04-09T13:00:00Z");
    for (const id of ["T22-1", "T22c-1"]) {
      expect(await stateOf(id)).toMatchObject({ due_at: due, finished_at: at("2015-04-20T13:00:00Z") });
    }
    expect(await stateOf("T22-2")).toMatchObject({ due_at: due, ending: "open" });
  });
});

describe("CloudEvents of other producers", () => {
  const envelope = {
    specversion: "1.0",
    type: "vn.toancanh.report.received",
    time: "2026-11-26T09:00:00-05:00",
    source: "urn:other",
  };

  it("21e: are read in binary mode over HTTP", async () => {
    const headers = Object.fromEntries(
      Object.entries({ ...envelope, id: "21e", subject: "T21e%20%C3%A0" }).map(([name, value]) => [
        `ce-${name}`,
        value,
      ]),
    );
    const body = readFileSync(caseFile("21e-binary-mode.json"));
    const request = {
      body,
      headers,
      contentType: "application/json; charset=utf-8",
      requestId: "21e",
      limitMs: 60_000,
    };
    expect(await takeEvents(ingester, request)).toMatchObject({ kind: "taken", result: { accepted: 1 } });
    expect(await takeEvents(ingester, request)).toMatchObject({ kind: "taken", result: { duplicates: 1 } });
    expect(await stateOf("T21e à")).toMatchObject({ channel: "phone" });
  });

  it("21f: are two where two sources give one id", async () => {
    const body = readFileSync(caseFile("21f-same-id-two-sources.json"));
    const taken = await takeEvents(ingester, {
      body,
      contentType: "application/json",
      requestId: "21f",
      limitMs: 60_000,
    });
    expect(taken).toMatchObject({ kind: "taken", result: { accepted: 2, duplicates: 0, conflicts: 0 } });
    expect(await stateOf("C5")).toMatchObject({ ending: "closed" });
  });

  it("38: are taken with any parameters of application/json, and of no other vocabulary", async () => {
    const file = caseFile("38-datacontenttype.ndjson");
    expect(await importCsv(file, "cloudevents")).toMatchObject({
      events: 4,
      rejected: [{ code: "bad_value", count: 1, examples: [{ pointer: "/datacontenttype" }] }],
    });
    for (const id of ["T38-0", "T38-1", "T38-3", "T38-9"]) expect(await stateOf(id)).toBeDefined();
    expect(await stateOf("T38-2")).toBeUndefined();
  });
});

describe("small things", () => {
  it("ids that a spreadsheet has rounded are told", async () => {
    const file = write(
      "rounded.csv",
      [HEADER, row("1.01E+11"), row('"1,01E+11"'), row("101002345678901"), row("1E5")].join("\n"),
    );
    expect(await importCsv(file, bostonFormat({ id: "rounded" }))).toMatchObject({
      imported_reports: 1,
      rejected: [{ code: "bad_row", count: 3 }],
    });
    const requests = write(
      "rounded.json",
      '[{"service_request_id":1.01E+11,"status":"open","requested_datetime":"2015-04-07T18:00:00Z"},' +
        '{"service_request_id":90071992547409931,"status":"open","requested_datetime":"2015-04-07T18:00:00Z"}]',
    );
    expect(await importRequests(requests, "rounded")).toMatchObject({ requests: 2, rejected: 1 });
    expect(await stateOf("90071992547409931")).toBeDefined();
  });

  it("only stored reports are counted as imported", async () => {
    const [first, second] = ["04/07/2015 02:00:00 PM", "04/08/2015 02:00:00 PM"];
    const file = write("first.csv", [HEADER, row("T11-1", { opened: first }), row("T11-2")].join("\n"));
    expect(await importCsv(file, bostonFormat({ id: "count-a" }))).toMatchObject({ imported_reports: 2 });
    const other = write("second.csv", [HEADER, row("T11-1", { opened: second }), row("T11-3")].join("\n"));
    expect(await importCsv(other, bostonFormat({ id: "count-b" }))).toMatchObject({
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
    const file = write(name, bytes);
    await expect(importCsv(file, bostonFormat())).rejects.toThrow(message);
    await expect(importCsv(file, "cloudevents")).rejects.toThrow(message);
    await expect(importRequests(file, "foreign")).rejects.toThrow(message);
  });

  it("a packed file of requests is read, and one that is cut off named", async () => {
    const packed = gzipSync(readFileSync(caseFile("22-no-agency.json")));
    expect(await importRequests(write("requests.json.gz", packed), "packed")).toMatchObject({ requests: 2 });
    const cut = write("cut.ndjson.gz", packed.subarray(0, packed.length - 20));
    await expect(importCsv(cut, "cloudevents")).rejects.toThrow("is a gzip file that is broken or cut off");
    await expect(importRequests(cut, "cut")).rejects.toThrow(/cannot read/);
  });
});
