import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestBench, type TestBench } from "../../testing/open-test-bench.ts";
import { importFile } from "../file/import-file.ts";

const CASES = fileURLToPath(new URL("../../../../../fixtures/cases", import.meta.url));
let bench: TestBench;
beforeAll(async () => {
  bench = await openTestBench("boston");
});
afterAll(() => bench.close());

/** Every file as of the same moment: the one imported later counts. */
async function importCase(name: string) {
  const { profile, clock } = bench;
  const format = profile.formats.find(({ id }) => id === "boston311");
  if (format === undefined) throw new Error("no format boston311");
  const ingester = bench.openIngester();
  const snapshotAt = Date.UTC(2015, 3, 20);
  const path = join(CASES, name);
  const summary = await importFile({ path, format, profile, ingester, clock, snapshotAt });
  await ingester.close();
  expect(summary).toMatchObject({ conflicts: 0, rejected: [] });
  return summary;
}

const SPAN = { as_of: Date.UTC(2015, 5, 1), from: Date.UTC(2015, 3, 1), to: Date.UTC(2015, 4, 1) };

it("the later export counts: 20 closed on 9 April are late, all recoded", async () => {
  await importCase("04-monday.csv");
  const before = await bench.store.query("summary", SPAN);
  expect(before).toMatchObject([{ received: 20, handled_on_time: 20 }]);
  expect(await importCase("04-next-monday.csv")).toMatchObject({ changed: 20 });
  const after = await bench.store.query("summary_by_agency", SPAN);
  expect(after).toMatchObject([{ key: "PWDx", received: 20, handled_late: 20 }]);
  const states = await bench.store.query("states_in_period", SPAN);
  expect(new Set(states.map(({ service_code }) => service_code))).toEqual(new Set(["Illegal Dumping"]));
});

it("a report open again is open and overdue, reopened once", async () => {
  await importCase("05-closed.csv");
  expect(await importCase("05-reopened.csv")).toMatchObject({ changed: 1 });
  const [state] = await bench.store.query("report_by_id", { service_request_id: "T5-1" });
  expect(state).toMatchObject({ ending: "open", finished_at: null, reopen_count: 1 });
  const figures = await bench.store.query("summary", SPAN);
  expect(figures).toMatchObject([{ open_overdue: 1, reopened: 1, handled_late: 20 }]);
});
