import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CsvFormat } from "@toancanh/contracts";
import { stateAt } from "@toancanh/domain";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openTestBench, type TestBench } from "../../testing/open-test-bench.ts";
import { DAY, SNAPSHOT_FORMAT } from "../../testing/snapshot-rows.ts";
import { importFile } from "../file/import-file.ts";
import { importOpen311File } from "../open311/import-open311.ts";

const folder = mkdtempSync(join(tmpdir(), "toancanh-snapshots-"));
const FORMAT: CsvFormat = { ...SNAPSHOT_FORMAT, time_pattern: "yyyy-MM-dd HH:mm" };
const HEADER = Object.values(FORMAT.columns).join(",");
const MONDAY = Date.UTC(2015, 3, 13, 12);
const AS_OF = Date.UTC(2015, 5, 1);
let bench: TestBench;
let files = 0;
let reports = 0;
let id = "";
beforeAll(async () => {
  bench = await openTestBench("boston");
});
afterAll(async () => {
  await bench.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  reports += 1;
  id = `s-${reports}`;
});

interface Row {
  closed?: string;
  updated?: string;
  due?: string;
  type?: string;
  agency?: string;
  place?: string;
  opened?: string;
}

function rowOf({
  opened = "2015-04-06 09:00",
  due = "2015-04-08 09:00",
  closed = "",
  updated = "",
  type = "Graffiti Removal",
  agency = "PWDx",
  place = "42.3501,-71.0602",
}: Row): string {
  return `${id},${opened},${due},${closed},${updated},${type},${agency},${place}`;
}

/** Imports rows of report `id` as a file written, or told to be as of, so many days after that Monday. */
async function importRows(rows: Row[], day: number, tellsAge = false) {
  files += 1;
  const path = join(folder, `${files}.csv`);
  writeFileSync(path, [HEADER, ...rows.map(rowOf)].join("\n"));
  const at = MONDAY + day * DAY;
  if (!tellsAge) utimesSync(path, at / 1000, at / 1000);
  const { profile, clock } = bench;
  const ingester = bench.openIngester();
  const summary = await importFile({
    path,
    format: FORMAT,
    profile,
    ingester,
    clock,
    ...(tellsAge ? { snapshotAt: at } : {}),
  });
  await ingester.close();
  expect(summary.conflicts).toBe(0);
  return summary;
}

async function stateOf(report = id) {
  const [state] = await bench.store.query("report_by_id", { service_request_id: report });
  return state;
}

/** The state without what counts the events behind it and how often it was reopened. */
async function figuresOf(report = id) {
  const state = await stateOf(report);
  if (state === undefined) throw new Error(`no report ${report}`);
  const { service_request_id, version, event_count, last_event_at, last_recorded_at, reopen_count, ...rest } =
    state;
  return rest;
}

/** Figures of the report after these snapshots, and of one that only ever was as the last one says. */
async function compareWithFresh(snapshots: Row[]) {
  for (const [index, row] of snapshots.entries()) await importRows([row], index * 7);
  const told = await figuresOf();
  const last = snapshots.at(-1);
  id = `${id}-fresh`;
  await importRows([last ?? {}], 0);
  return { told, fresh: await figuresOf() };
}

const CLOSED: Row = { closed: "2015-04-07 10:00" };
describe("what a later snapshot says counts", () => {
  it.each<[string, Row[]]>([
    ["closed later than it was said", [CLOSED, { closed: "2015-04-09 10:00" }]],
    ["closed earlier than it was said", [{ closed: "2015-04-09 10:00" }, CLOSED]],
    ["closed at last", [{}, CLOSED]],
    ["open again", [CLOSED, {}]],
    ["closed, open, closed at the same time as before", [CLOSED, {}, CLOSED]],
    ["due moved", [CLOSED, { ...CLOSED, due: "2015-04-07 09:00" }]],
    ["due taken out", [CLOSED, { ...CLOSED, due: "" }]],
    ["due given", [{ due: "" }, {}]],
    ["recoded", [CLOSED, { ...CLOSED, type: "Illegal Dumping" }]],
    ["another agency and back", [{}, { agency: "PARK" }, {}]],
    ["another agency", [{}, { agency: "PARK" }, { agency: "BTDT" }]],
    ["back with intake", [{}, { agency: "" }]],
    ["elsewhere", [{}, { place: "42.36,-71.07" }]],
    ["nowhere", [{}, { place: "," }]],
    ["unreadable and readable again", [{}, { place: "42.36,", due: "soon" }, {}]],
    ["unreadable", [{}, { place: "42.36,", due: "soon" }]],
    ["everything at once, twice", [CLOSED, { agency: "PARK", type: "x", due: "" }, CLOSED, { type: "x" }]],
  ])("%s: as if nothing else had ever been said", async (_name, snapshots) => {
    const { told, fresh } = await compareWithFresh(snapshots);
    expect(told).toEqual(fresh);
  });

  it("a reopened report is open and overdue, reopened once, also when a third export says so again", async () => {
    await importRows([CLOSED], 0);
    expect(await importRows([{}], 7)).toMatchObject({ events: 1, changed: 1, duplicates: 2 });
    expect(await importRows([{}], 14)).toMatchObject({ events: 0, duplicates: 2 });
    expect(await stateOf()).toMatchObject({ finished_at: null, ending: "open", reopen_count: 1 });
    const [row] = await bench.store.query("summary", { as_of: AS_OF, from: 0, to: AS_OF });
    expect(row?.open_overdue).toBeGreaterThan(0);
    expect((await stateOf())?.assignments).toMatchObject([{ turn: 1, ending: "open", reopened: false }]);
  });

  it("what was known before stays as it was said", async () => {
    await importRows([CLOSED], 0);
    const key = { service_request_id: id, received_at: Date.parse("2015-04-06T13:00Z") };
    const [first] = await bench.store.readEvents([key]);
    const clock = { now: () => bench.clock.now() + DAY };
    const ingester = bench.openIngester({ clock });
    files += 1;
    const path = join(folder, `${files}.csv`);
    writeFileSync(path, [HEADER, rowOf({ closed: "2015-04-09 10:00" })].join("\n"));
    await importFile({ path, format: FORMAT, profile: bench.profile, ingester, clock });
    await ingester.close();
    const events = await bench.store.readEvents([key]);
    const knownAt = first?.recorded_at ?? 0;
    const then = stateAt(bench.rulebook, events, { asOf: AS_OF, knownAt });
    const now = stateAt(bench.rulebook, events, { asOf: AS_OF, knownAt: Number.POSITIVE_INFINITY });
    expect(then?.finished_at).toBe(Date.parse("2015-04-07T14:00Z"));
    expect(now?.finished_at).toBe(Date.parse("2015-04-09T14:00Z"));
  });
});

describe("which snapshot is the later one", () => {
  it("the file's date says so: an older file changes nothing, nor does the same one again", async () => {
    await importRows([CLOSED], 7);
    expect(await importRows([{}], 0)).toMatchObject({ events: 0, older: 1 });
    expect(await importRows([CLOSED], 7)).toMatchObject({ events: 0, duplicates: 3 });
    expect(await stateOf()).toMatchObject({ ending: "closed", reopen_count: 0, event_count: 3 });
  });

  it("the same content in a newer file makes what lies between old", async () => {
    await importRows([CLOSED], 0);
    await importRows([CLOSED], 14);
    expect(await importRows([{}], 7)).toMatchObject({ events: 0, older: 1 });
  });

  it("the moment the user names goes before the file's date", async () => {
    await importRows([{}], 7, true);
    expect(await importRows([CLOSED], 6, true)).toMatchObject({ events: 0, older: 1 });
    expect(await importRows([CLOSED], 8, true)).toMatchObject({ events: 1, changed: 1 });
  });

  it("the source's own time of change goes before both", async () => {
    await importRows([{ ...CLOSED, updated: "2015-04-10 08:00" }], 0);
    expect(await importRows([{ updated: "2015-04-09 08:00" }], 7)).toMatchObject({ older: 1 });
    expect(await importRows([{ updated: "2015-04-11 08:00" }], 1)).toMatchObject({ changed: 1 });
    expect(await stateOf()).toMatchObject({ ending: "open", reopen_count: 1 });
    // Not yet changed when this was taken, or so the source says.
    expect(await importRows([CLOSED], 21)).toMatchObject({ events: 0, older: 1 });
  });

  it("files of one second and rows of one file follow their order", async () => {
    await importRows([CLOSED], 0);
    expect(await importRows([{}], 0)).toMatchObject({ changed: 1 });
    expect(await importRows([CLOSED, {}, { type: "x" }], 0)).toMatchObject({ changed: 3 });
    expect(await stateOf()).toMatchObject({ ending: "open", reopen_count: 2 });
    await importRows([{ updated: "2015-04-11 08:00" }, { ...CLOSED, updated: "2015-04-10 08:00" }], 0);
    expect(await stateOf()).toMatchObject({ ending: "open", reopen_count: 2 });
  });

  it("a report that a newer export leaves out stays as it was", async () => {
    await importRows([CLOSED], 0);
    const left = id;
    id = `${id}-other`;
    await importRows([{}], 7);
    expect(await stateOf(left)).toMatchObject({ ending: "closed" });
  });
});

describe("what is left half done", () => {
  it.each(["writeSnapshots", "writeStates"] as const)(
    "a death before %s heals by repetition",
    async (step) => {
      await importRows([CLOSED], 0);
      files += 1;
      const path = join(folder, `${files}.csv`);
      writeFileSync(path, [HEADER, rowOf({})].join("\n"));
      let reach: () => void = () => undefined;
      const isReached = new Promise<void>((resolve) => {
        reach = resolve;
      });
      const never = () => {
        reach();
        return Promise.reject(new Error("killed"));
      };
      const dying = bench.openIngester({ store: { ...bench.store, [step]: never } });
      const { profile, clock } = bench;
      const run = importFile({ path, format: FORMAT, profile, ingester: dying, clock });
      const ended = expect(run).rejects.toThrow();
      await isReached;
      await dying.close(0);
      await ended;
      const ingester = bench.openIngester();
      const again = await importFile({ path, format: FORMAT, profile, ingester, clock });
      await ingester.close();
      expect(again).toMatchObject({ events: 0, conflicts: 0 });
      expect(await stateOf()).toMatchObject({ ending: "open", reopen_count: 1, event_count: 4 });
    },
  );

  it("events that were stored before snapshots were noted are compared all the same", async () => {
    await importRows([CLOSED], 0);
    // As a version before this one left it: the events, and no note of the snapshot.
    const empty = { ...bench.store, readSnapshots: () => Promise.resolve([]) };
    files += 1;
    const path = join(folder, `${files}.csv`);
    writeFileSync(path, [HEADER, rowOf({ closed: "2015-04-09 10:00" })].join("\n"));
    const ingester = bench.openIngester({ store: empty });
    const { profile, clock } = bench;
    const summary = await importFile({ path, format: FORMAT, profile, ingester, clock });
    await ingester.close();
    expect(summary).toMatchObject({ events: 2, conflicts: 0, changed: 1 });
    expect(await stateOf()).toMatchObject({ finished_at: Date.parse("2015-04-09T14:00Z") });
  });

  it("what contradicts the receipt is refused, and the snapshot before it stays the latest", async () => {
    await importRows([CLOSED], 0);
    const moved = await importRows([{ opened: "2015-04-05 09:00" }], 7);
    expect(moved).toMatchObject({ events: 0, rejected: [{ code: "identity_conflict" }] });
    expect(await importRows([{}], 7)).toMatchObject({ changed: 1 });
    expect(await stateOf()).toMatchObject({ ending: "open" });
  });
});

describe("service requests of Open311", () => {
  const mapping = { feed: "requests", timeZone: null, unknownServiceCode: "unknown", channel: "open311" };
  const importRequest = async (over: object, day: number) => {
    files += 1;
    const path = join(folder, `${files}.json`);
    const request = {
      service_request_id: id,
      status: "open",
      service_code: "pothole",
      requested_datetime: "2015-04-06T09:00:00Z",
      expected_datetime: "2015-04-08T09:00:00Z",
      agency_responsible: "PWDx",
      ...over,
    };
    writeFileSync(path, JSON.stringify([request]));
    const ingester = bench.openIngester();
    const snapshotAt = MONDAY + day * DAY;
    const summary = await importOpen311File({ path, mapping, ingester, clock: bench.clock, snapshotAt });
    await ingester.close();
    expect(summary).toMatchObject({ conflicts: 0, rejected: 0 });
    return summary;
  };

  it("are snapshots too: reopened, recoded, passed on and back, by the time of their last change", async () => {
    await importRequest({ status: "closed", updated_datetime: "2015-04-07T10:00:00Z" }, 0);
    expect(await stateOf()).toMatchObject({ ending: "closed" });
    await importRequest({ updated_datetime: "2015-04-09T10:00:00Z", agency_responsible: "PARK" }, 0);
    await importRequest({ updated_datetime: "2015-04-10T10:00:00Z", service_code: "graffiti" }, 0);
    expect(await stateOf()).toMatchObject({ ending: "open", reopen_count: 1 });
    expect((await stateOf())?.assignments).toMatchObject([{ agency: "PWDx", turn: 1, ending: "open" }]);
    const older = { status: "closed", updated_datetime: "2015-04-08T10:00:00Z" };
    expect(await importRequest(older, 30)).toMatchObject({ events: 0, older: 1 });
  });
});
