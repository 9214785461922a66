import { cp, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { productRoot, profilesDir } from "../city/paths.ts";
import { makeFolder, runCommand } from "../testing/run-command.ts";

const CASES = join(productRoot, "fixtures", "cases");

/** Boston with the formats that come with the cases, and one of semicolons; and an empty data directory. */
async function makeCity() {
  const folder = await makeFolder();
  const profile = join(folder, "boston");
  await cp(join(profilesDir, "boston"), profile, { recursive: true });
  await cp(join(CASES, "formats"), join(profile, "formats"), { recursive: true });
  const boston: unknown = JSON.parse(await readFile(join(profile, "formats", "boston311.json"), "utf8"));
  const semicolon = { ...Object(boston), id: "semicolon", delimiter: ";", decimal: "," };
  await writeFile(join(profile, "formats", "semicolon.json"), JSON.stringify(semicolon));
  const city = ["--profile", relative(profilesDir, profile), "--data", join(folder, "data")];
  return {
    importAs: (format: string, name: string, ...more: string[]) =>
      runCommand(["import", ...city, "--format", format, ...more, join(CASES, name)]),
    /** Totals of what was received on 6 April 2015, as of 1 June. */
    async measureMonday() {
      const span = ["--from", "2015-04-06", "--to", "2015-04-07", "--as-of", "2015-06-01"];
      const told = await runCommand(["metrics", ...city, ...span]);
      expect(told.code, told.stderr).toBe(0);
      const figures: unknown = JSON.parse(told.stdout);
      return figures;
    },
  };
}

describe("the small inputs of fixtures/cases, imported by commands of their own", () => {
  it("CSV: what is right is stored, what is wrong is told, and the later export counts", async () => {
    const { importAs, measureMonday } = await makeCity();
    const runs: [format: string, name: string, summary: object, ...more: string[]][] = [
      [
        "boston311",
        "02b-shifted-silent.csv",
        { imported_reports: 1, rejected: [{ code: "bad_row", count: 1 }] },
      ],
      ["boston311", "04-monday.csv", { imported_reports: 20, changed: 0 }, "--snapshot-at", "2015-04-13"],
      ["boston311", "04-next-monday.csv", { changed: 20, conflicts: 0 }, "--snapshot-at", "2015-04-20"],
      ["boston311", "04-monday.csv", { events: 0, older: 20 }, "--snapshot-at", "2015-04-13"],
      ["boston311", "05-closed.csv", { imported_reports: 1 }, "--snapshot-at", "2015-04-13"],
      ["boston311", "05-reopened.csv", { changed: 1, conflicts: 0 }, "--snapshot-at", "2015-04-20"],
      ["iso-offset", "14-iso-offset.csv", { imported_reports: 2, rejected: [] }],
      ["iso-z", "16z-iso-z.csv", { imported_reports: 1, rejected: [] }],
      ["semicolon", "17-semicolon.csv", { imported_reports: 1, unlocated: { no_coordinates: 0 } }],
      [
        "boston311",
        "19-sentinel-dates.csv",
        {
          imported_reports: 3,
          flagged: { finished_before_start: 1 },
          rejected: [
            { code: "time_in_future", count: 1, examples: [{ position: "19-sentinel-dates.csv:5" }] },
          ],
        },
      ],
      [
        "boston311",
        "20-places.csv",
        {
          imported_reports: 6,
          rejected: [],
          unlocated: { outside: 3, no_coordinates: 2 },
          flagged: { unreadable_field: 2, coordinates_exchanged: 1 },
        },
      ],
      ["boston311", "22-no-agency.csv", { imported_reports: 1, flagged: { unknown_agency: 0 } }],
    ];
    for (const [format, name, summary, ...more] of runs) {
      const { code, stdout, stderr } = await importAs(format, name, ...more);
      expect(code, `${name}: ${stderr}`).toBe(0);
      expect(JSON.parse(stdout), name).toMatchObject(summary);
    }
    const refused = await importAs("boston311", "17-semicolon.csv");
    expect([refused.code, refused.stdout]).toEqual([1, ""]);
    expect(refused.stderr).toContain('seems to be separated by ";": set the format\'s delimiter');
    // Only the exports that changed were received on 6 April: 20 handled late, one open again and overdue.
    expect(await measureMonday()).toMatchObject({
      total: { received: 21, handled_on_time: 0, handled_late: 20, open_overdue: 1 },
    });
  }, 600_000);

  it("Open311 and CloudEvents: every spelling, status and source as it is meant", async () => {
    const { importAs } = await makeCity();
    const runs: [format: string, name: string, summary: object][] = [
      ["open311", "06-offset-spellings.json", { requests: 9, rejected: 1 }],
      ["open311", "22-no-agency.json", { requests: 2, rejected: 0, events: 3 }],
      ["open311", "26-extended-statuses.json", { requests: 9, rejected: 0, unknown_statuses: {} }],
      [
        "cloudevents",
        "20b-null-island-batch.json",
        { rows: 50, imported_reports: 50, unlocated: { outside: 38 }, flagged: { coordinates_exchanged: 8 } },
      ],
      [
        "cloudevents",
        "21f-same-id-two-sources.json",
        { rows: 2, events: 2, imported_reports: 1, conflicts: 0 },
      ],
      [
        "cloudevents",
        "38-datacontenttype.ndjson",
        {
          events: 4,
          rejected: [
            { code: "bad_value", count: 1, examples: [{ position: "38-datacontenttype.ndjson:3" }] },
          ],
        },
      ],
    ];
    for (const [format, name, summary] of runs) {
      const { code, stdout, stderr } = await importAs(format, name);
      expect(code, `${name}: ${stderr}`).toBe(0);
      expect(JSON.parse(stdout), name).toMatchObject(summary);
    }
  }, 600_000);
});
