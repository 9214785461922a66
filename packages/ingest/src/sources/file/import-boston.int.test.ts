import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBench, type TestBench } from "../../testing/open-test-bench.ts";
import { importFile } from "./import-file.ts";

const shared =
  process.env.TOANCANH_SHARED ?? fileURLToPath(new URL("../../../../../../shared", import.meta.url));
const folder = join(shared, "data", "boston311");
const file = join(folder, "2015-h1.csv.gz");
const isThere = existsSync(file);
if (!isThere) {
  console.log(
    `not run here: the city's whole file is not at ${file}; import-csv.int.test.ts covers the path`,
  );
}

/** 2016-01-12T23:59:00 in Boston. */
const AS_OF = Date.UTC(2016, 0, 13, 4, 59);
const FROM = Date.UTC(2015, 0, 1, 5);
const TO = Date.UTC(2015, 6, 1, 4);

interface Outcomes {
  no_target?: number;
  handled_on_time?: number;
  handled_late?: number;
  open_overdue?: number;
  open_in_time?: number;
}
interface Expected {
  rows: number;
  counts: Outcomes;
  default_point: number;
  closed_before_open: number;
  by_department: Record<string, Outcomes>;
}

function isExpected(value: unknown): value is Expected {
  return typeof value === "object" && value !== null && "by_department" in value && "counts" in value;
}

describe.runIf(isThere)("the City of Boston's first half of 2015", () => {
  let bench: TestBench;
  beforeAll(async () => {
    bench = await openTestBench("boston", Date.UTC(2025, 0, 1));
  });
  afterAll(() => bench.close());

  it("gives the city's own figures, total and by department, and a second import changes nothing", async () => {
    const expected: unknown = JSON.parse(readFileSync(join(folder, "2015-h1.expected.json"), "utf8"));
    if (!isExpected(expected)) throw new Error("the expected file has another shape");
    const { profile, store, clock } = bench;
    const format = profile.formats.find(({ id }) => id === "boston311");
    if (format === undefined) throw new Error("no format boston311");
    const run = async () => {
      const ingester = bench.openIngester();
      const started = performance.now();
      const summary = await importFile({ path: file, format, profile, ingester, clock });
      await ingester.close();
      console.log(
        `${summary.rows} rows, ${summary.events} new events in ${Math.round(performance.now() - started)} ms`,
      );
      return summary;
    };
    const figures = async () => ({
      total: await store.query("summary", { as_of: AS_OF, from: FROM, to: TO }),
      rows: await store.query("summary_by_agency", { as_of: AS_OF, from: FROM, to: TO }),
      unprojected: await store.query("unprojected_reports", {}),
    });

    const first = await run();
    expect(first).toMatchObject({
      rows: expected.rows,
      imported_reports: expected.rows,
      duplicates: 0,
      conflicts: 0,
      rejected: [],
      unlocated: { default_point: expected.default_point, no_coordinates: 0 },
      flagged: { finished_before_start: expected.closed_before_open },
    });
    const before = await figures();
    expect(before.unprojected).toEqual([]);
    expect(before.total[0]).toMatchObject({ received: expected.rows, ...outcomes(expected.counts) });
    expect(before.total[0]?.unlocated).toBe(expected.default_point);
    const byAgency = Object.fromEntries(
      before.rows.map(({ key, received, reopened, late, due, ...counts }) => [key, counts]),
    );
    const wanted = Object.entries(expected.by_department).map(([key, counts]) => [key, outcomes(counts)]);
    expect(byAgency).toEqual(Object.fromEntries(wanted));

    const second = await run();
    expect(second).toMatchObject({ events: 0, duplicates: first.events, imported_reports: expected.rows });
    expect(await figures()).toEqual(before);
  }, 300_000);
});

/** The expected file leaves zeros out and calls `no_deadline` no_target. */
function outcomes(counts: Outcomes) {
  return {
    handled_on_time: counts.handled_on_time ?? 0,
    handled_late: counts.handled_late ?? 0,
    open_overdue: counts.open_overdue ?? 0,
    open_in_time: counts.open_in_time ?? 0,
    no_deadline: counts.no_target ?? 0,
  };
}
