import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeFolder, runCommand } from "../testing/run-command.ts";

const HEADER = "CASE_ENQUIRY_ID,OPEN_DT,TARGET_DT,CLOSED_DT,TYPE,Department,Source,LATITUDE,LONGITUDE";
const rowOf = (closed: string, type: string): string =>
  `n-1,04/06/2015 09:00:00 AM,04/08/2015 09:00:00 AM,${closed},${type},PWDx,Self Service,42.3501,-71.0602`;
const MONDAY = rowOf("04/07/2015 10:00:00 AM", "Graffiti Removal");

describe("import of a later export", () => {
  it("counts what it says; what is older, by --snapshot-at, changes nothing", async () => {
    const folder = await makeFolder();
    const data = ["--profile", "boston", "--data", join(folder, "data")];
    const run = async (row: string, day: string) => {
      const path = join(folder, "export.csv");
      await writeFile(path, `${HEADER}\n${row}\n`);
      const imported = await runCommand([
        ...["import", ...data, "--format", "boston311", "--snapshot-at", day],
        path,
      ]);
      expect(imported.code, imported.stderr).toBe(0);
      const counted: unknown = JSON.parse(imported.stdout);
      return counted;
    };
    const figures = async () => {
      const [from, to, asOf] = ["2015-04-01", "2015-05-01", "2015-06-01"];
      const asked = await runCommand(["metrics", ...data, "--from", from, "--to", to, "--as-of", asOf]);
      const counted: unknown = JSON.parse(asked.stdout);
      return counted;
    };
    expect(await run(MONDAY, "2015-04-08T18:00")).toMatchObject({ events: 3, changed: 0, older: 0 });
    const recoded = rowOf("04/09/2015 10:00:00 AM", "Illegal Dumping");
    const moved = await run(recoded, "2015-04-13T18:00:00-04:00");
    expect(moved).toMatchObject({ events: 3, conflicts: 0, changed: 1, older: 0 });
    expect(JSON.stringify(await figures())).toContain('"handled_late":1');
    expect(await run(MONDAY, "2015-04-08T18:00")).toMatchObject({ events: 0, changed: 0, older: 1 });
    expect(await run(rowOf("", "Illegal Dumping"), "2015-04-20")).toMatchObject({ changed: 1 });
    expect(JSON.stringify(await figures())).toContain('"open_overdue":1');
  }, 240_000);

  it("says what --snapshot-at is for", async () => {
    for (const [format, path, moment] of [
      ["cloudevents", "events.ndjson", "2015-04-08"],
      ["open311", "http://127.0.0.1:1/", "2015-04-08"],
      ["boston311", "export.csv", "Wednesday"],
    ] as const) {
      const since = ["--since", "2015-04-01"];
      const told = await runCommand([
        ...["import", "--profile", "boston", "--format", format, ...since, "--snapshot-at", moment],
        path,
      ]);
      expect([told.code, told.stderr]).toEqual([2, expect.stringContaining("--snapshot-at")]);
    }
  }, 60_000);
});
