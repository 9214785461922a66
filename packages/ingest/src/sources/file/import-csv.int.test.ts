import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBench, type TestBench } from "../../testing/open-test-bench.ts";
import { wireEvent } from "../../testing/sample-events.ts";
import { ImportError } from "./import-error.ts";
import { type ImportProgress, importFile } from "./import-file.ts";

const folder = mkdtempSync(join(tmpdir(), "toancanh-import-"));
let bench: TestBench;
beforeAll(async () => {
  bench = await openTestBench("boston");
});
afterAll(async () => {
  await bench.close();
  rmSync(folder, { recursive: true, force: true });
});

const HEADER =
  "CASE_ENQUIRY_ID,OPEN_DT,TARGET_DT,CLOSED_DT,CLOSURE_REASON,TYPE,Department,Location,LATITUDE,LONGITUDE,Source";
/** A neighbour's words and address: they must not be found anywhere afterwards. */
const CANARY = "Jane Canary, 617-555-0100";
const ROWS = [
  // Midnight and noon, in time.
  `c-1,01/05/2015 12:20:09 AM,01/06/2015 08:30:00 AM,01/05/2015 12:20:09 PM,"said ""${CANARY}""\nand left",Street Light Outages,PWDx,33 Beacon St,42.3574,-71.0648,Citizens Connect App`,
  // No target, default point, still open.
  `c-2,01/05/2015 01:00:00 PM,,,,Notification,INFO,"${CANARY}",42.3594,-71.0587,Constituent Call`,
  // Closed before it was opened, late by its target all the same is not: on time.
  "c-3,01/05/2015 01:00:00 PM,01/06/2015 01:00:00 PM,01/05/2015 12:00:00 PM,,Street Light Outages,PWDx,,42.36,-71.06,Self Service",
  // Opened in the hour that does not exist, closed in the hour that comes twice; late.
  "c-4,03/08/2015 02:30:00 AM,03/09/2015 02:30:00 AM,11/01/2015 01:30:00 AM,,Street Light Outages,PWDx,,42.36,-71.06,Self Service",
  // An unknown code, no place, no agency: it is assigned to none yet, hence no deadline runs.
  "c-5,01/05/2015 01:00:00 PM,01/06/2015 01:00:00 PM,,,Flying Saucers,,,,,Telepathy",
  "c-6,01/05/2015 01:00:00 PM,,,,Notification,NOBODY,,42.36,-71.06,",
  // No id, no date; half a place and a place that is none, which the report can do without; the future.
  ",01/05/2015 01:00:00 PM,,,,Notification,INFO,,42.36,-71.06,x",
  "c-7,2015-01-05 13:00,,,,Notification,INFO,,42.36,-71.06,x",
  "c-8,01/05/2015 01:00:00 PM,,,,Notification,INFO,,42.36,,x",
  "c-9,01/05/2015 01:00:00 PM,,,,Notification,INFO,,142.36,-71.06,x",
  `c-10,01/05/2015 01:00:00 PM,,01/05/2115 01:00:00 PM,"${CANARY}",Notification,INFO,,42.36,-71.06,x`,
  'c-11,"01/05/2015" 01:00:00 PM,,,,Notification,INFO,,42.36,-71.06,x',
  "c-12,01/05/2015 01:00:00 PM,,,,Notification,INFO,,42.36,-71.06,Twitter",
];

function write(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function importAs(path: string, format: "boston311" | "cloudevents", progress: ImportProgress[] = []) {
  const { profile, clock } = bench;
  const csv = profile.formats.find(({ id }) => id === format);
  const ingester = bench.openIngester();
  return importFile({
    path,
    format: csv ?? "cloudevents",
    profile,
    ingester,
    clock,
    onProgress: (step) => progress.push(step),
  });
}

async function stateOf(service_request_id: string) {
  const [state] = await bench.store.query("report_by_id", { service_request_id });
  return state;
}

describe("a CSV in the shape of Boston's", () => {
  it("imports what can be read, says what not and why, and a second time changes nothing", async () => {
    const path = write("small.csv.gz", gzipSync([HEADER, ...ROWS].join("\r\n")));
    const progress: ImportProgress[] = [];
    const first = await importAs(path, "boston311", progress);
    expect(first).toEqual({
      rows: 13,
      imported_reports: 9,
      events: 9 + 8 + 3,
      duplicates: 0,
      conflicts: 0,
      rejected: expect.any(Array),
      unlocated: { default_point: 1, no_coordinates: 3 },
      flagged: { finished_before_start: 1, unknown_service_code: 1, unknown_agency: 1, unreadable_field: 2 },
    });
    const reasons = first.rejected.map(({ code, count }) => [code, count]);
    expect(reasons).toEqual([
      ["bad_row", 3],
      ["time_in_future", 1],
    ]);
    const examples = first.rejected[0]?.examples.map(({ position, pointer }) => [position, pointer]);
    expect(examples).toEqual([
      ["small.csv.gz:9", "/CASE_ENQUIRY_ID"],
      ["small.csv.gz:10", "/OPEN_DT"],
      ["small.csv.gz:14", "/OPEN_DT"],
    ]);
    expect(progress.at(-1)).toMatchObject({ rows: 13 });
    expect(progress.at(-1)?.bytesRead).toBe(progress.at(-1)?.totalBytes);

    const states = await bench.store.query("states_in_period", { from: 0, to: Date.now() });
    const second = await importAs(path, "boston311");
    expect(second).toEqual({ ...first, events: 0, duplicates: first.events });
    expect(await bench.store.query("states_in_period", { from: 0, to: Date.now() })).toEqual(states);
    const status = await bench.store.query("dead_letters_list", { limit: 100, offset: 0 });
    expect(status).toHaveLength(4);
  });

  it("reads times by the city's clocks", async () => {
    expect(await stateOf("c-1")).toMatchObject({
      received_at: Date.UTC(2015, 0, 5, 5, 20, 9),
      finished_at: Date.UTC(2015, 0, 5, 17, 20, 9),
      due_at: Date.UTC(2015, 0, 6, 13, 30),
      channel: "Citizens Connect App",
      service_code: "Street Light Outages",
      simulated: false,
    });
    expect(await stateOf("c-4")).toMatchObject({
      received_at: Date.UTC(2015, 2, 8, 7, 30),
      finished_at: Date.UTC(2015, 10, 1, 5, 30),
    });
    expect(await stateOf("c-2")).toMatchObject({ due_at: null, cell: "", lat: null, ending: "open" });
    expect((await stateOf("c-3"))?.flags).toContain("finished_before_start");
    expect((await stateOf("c-5"))?.flags).toContain("unknown_service_code");
    expect((await stateOf("c-6"))?.flags).toContain("unknown_agency");
    for (const id of ["c-8", "c-9"]) {
      expect(await stateOf(id)).toMatchObject({ cell: "", lat: null, flags: ["unreadable_field"] });
    }
  });

  it("gives the five outcomes", async () => {
    const asOf = Date.UTC(2016, 0, 13);
    const [total] = await bench.store.query("summary", { as_of: asOf, from: 0, to: asOf });
    expect(total).toMatchObject({
      received: 9,
      handled_on_time: 2,
      handled_late: 1,
      open_overdue: 1,
      open_in_time: 0,
      no_deadline: 5,
      unlocated: 4,
    });
  });

  it("never carries free text or addresses into events and states", async () => {
    const keys = [{ service_request_id: "c-1", received_at: Date.UTC(2015, 0, 5, 5, 20, 9) }];
    const found = JSON.stringify([
      await bench.store.readEvents(keys),
      await stateOf("c-1"),
      await stateOf("c-2"),
      bench.logged,
    ]);
    expect(found).toContain("c-1");
    expect(found).not.toMatch(/Canary|617-555|Beacon St/);
  });

  it("says which column is missing, and that a file is not there or empty", async () => {
    const without = write("without.csv", "CASE_ENQUIRY_ID,TYPE\n1,x\n");
    await expect(importAs(without, "boston311")).rejects.toThrow(/no column OPEN_DT, TARGET_DT/);
    await expect(importAs(join(folder, "nowhere.csv"), "boston311")).rejects.toMatchObject({
      code: "file_not_readable",
    });
    await expect(importAs(write("empty.csv", ""), "boston311")).rejects.toMatchObject({ code: "not_csv" });
    const unclosed = write("unclosed.csv", `${HEADER}\n${ROWS[2]}\nc-20,"01/05/2015\n${ROWS[3]}\n`);
    await expect(importAs(unclosed, "boston311")).rejects.toThrow(/beyond about line 3/);
    const cutOff = gzipSync([HEADER, ...ROWS].join("\n")).subarray(0, 300);
    await expect(importAs(write("cut.csv.gz", cutOff), "boston311")).rejects.toBeInstanceOf(ImportError);
  });
});

describe("CloudEvents, one a line", () => {
  it("takes each line or its bytes into the dead letters, with any line ending", async () => {
    const lines = [
      `\ufeff${JSON.stringify(wireEvent({ subject: "n-1" }))}\r`,
      "",
      "garbage",
      JSON.stringify(wireEvent({ subject: "n-1", id: "e-2" }, {}, "closed")),
      JSON.stringify(wireEvent({ subject: "n-2", time: 5 })),
      `"${"x".repeat(300_000)}"`,
      JSON.stringify(wireEvent({ subject: "n-2" })),
    ];
    const path = write("events.ndjson", lines.join("\n"));
    const first = await importAs(path, "cloudevents");
    expect(first).toMatchObject({ rows: 6, events: 3, duplicates: 0 });
    const rejected = first.rejected.flatMap(({ code, examples }) =>
      examples.map(({ position }) => [position, code]),
    );
    expect(rejected.sort()).toEqual([
      ["events.ndjson:3", "not_json"],
      ["events.ndjson:5", "wrong_type"],
      ["events.ndjson:6", "event_too_large"],
    ]);
    expect(await importAs(path, "cloudevents")).toMatchObject({ rows: 6, events: 0, duplicates: 3 });
    expect(await stateOf("n-1")).toMatchObject({ event_count: 2, ending: "closed" });
  });

  it("are counted by report, as rows of a CSV are: what is flagged, and what is on no map and why", async () => {
    const received = (subject: string, data: object) =>
      wireEvent({ subject, id: `${subject}-1` }, { ...data });
    const inside = { lat: 42.36, long: -71.06, service_code: "Notification" };
    const lines = [
      received("s-1", inside),
      wireEvent({ subject: "s-1", id: "s-1-2" }, { agency_responsible: "NOBODY" }, "assigned"),
      received("s-2", { service_code: "Flying Saucers" }),
      received("s-3", { ...inside, lat: 42.3594, long: -71.0587 }),
      received("s-4", { ...inside, lat: 0, long: 0 }),
      received("s-5", { ...inside, lat: -71.06, long: 42.36 }),
      wireEvent({ subject: "s-5", id: "s-5-2", time: "2025-11-20T16:00:00+07:00" }, {}, "closed"),
    ];
    const path = write("by-report.ndjson", lines.map((line) => JSON.stringify(line)).join("\n"));
    expect(await importAs(path, "cloudevents")).toEqual({
      rows: 7,
      imported_reports: 5,
      events: 7,
      duplicates: 0,
      conflicts: 0,
      rejected: [],
      unlocated: { default_point: 1, no_coordinates: 1, outside: 2 },
      flagged: {
        finished_before_start: 1,
        unknown_service_code: 1,
        unknown_agency: 1,
        unreadable_field: 0,
        coordinates_exchanged: 1,
      },
    });
    // Nothing new is stored the second time.
    expect(await importAs(path, "cloudevents")).toMatchObject({ imported_reports: 0, duplicates: 7 });
  });
});
