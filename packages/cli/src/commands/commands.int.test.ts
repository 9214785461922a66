import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { countOutcomes } from "@toancanh/domain";
import { describe, expect, it } from "vitest";
import { makeFolder, runCommand, spawnCommand, waitFor } from "../testing/run-command.ts";

const COUNTS = countOutcomes([], 0);

const HEADER = "CASE_ENQUIRY_ID,OPEN_DT,TARGET_DT,CLOSED_DT,TYPE,Department,Source,LATITUDE,LONGITUDE";
const ROWS = [
  "1,03/07/2015 11:30:00 PM,03/09/2015 08:30:00 AM,03/08/2015 09:00:00 AM,Street Light Outages,PWDx,Constituent Call,42.3474,-71.0944",
  "2,03/07/2015 12:05:00 AM,03/09/2015 08:30:00 AM,03/09/2015 08:30:01 AM,Street Light Outages,PWDx,Constituent Call,42.3474,-71.0944",
  "3,03/07/2015 09:00:00 AM,03/09/2015 08:30:00 AM,,Street Light Outages,BTDT,Constituent Call,42.3594,-71.0587",
  "4,03/07/2015 09:00:00 AM,,,Animal Found,ANML,Constituent Call,42.2711,-71.1464",
  "5,not a date,,,Animal Found,ANML,Constituent Call,42.2711,-71.1464",
];

describe("import and metrics", () => {
  it("count what was imported, also when it was imported twice", async () => {
    const folder = await makeFolder();
    const file = join(folder, "reports.csv");
    await writeFile(file, `${[HEADER, ...ROWS].join("\n")}\n`);
    const base = ["--profile", "boston", "--data", join(folder, "data")];
    for (const events of [10, 0]) {
      const imported = await runCommand(["import", ...base, "--format", "boston311", file]);
      expect(imported.code).toBe(0);
      expect(JSON.parse(imported.stdout)).toMatchObject({ rows: 5, imported_reports: 4, events });
      expect(JSON.parse(imported.stdout).rejected[0].examples[0].position).toBe("reports.csv:6");
    }
    const period = ["--from", "2015-03-01", "--to", "2015-04-01"];
    const early = await runCommand([
      ...["metrics", ...base, ...period],
      ...["--as-of", "2015-03-08T12:00:00", "--by", "agency"],
    ]);
    expect(JSON.parse(early.stdout)).toEqual({
      total: { ...COUNTS, received: 4, handled_on_time: 1, open_in_time: 2, no_deadline: 1 },
      rows: [
        { key: "ANML", ...COUNTS, received: 1, no_deadline: 1 },
        { key: "BTDT", ...COUNTS, received: 1, open_in_time: 1 },
        { key: "PWDx", ...COUNTS, received: 2, handled_on_time: 1, open_in_time: 1 },
      ],
    });
    const late = await runCommand(["metrics", ...base, ...period, "--as-of", "2015-03-10"]);
    expect(JSON.parse(late.stdout)).toEqual({
      total: { ...COUNTS, received: 4, handled_on_time: 1, handled_late: 1, open_overdue: 1, no_deadline: 1 },
    });
    const explained = await runCommand(["explain", "2", ...base, "--lang", "en"]);
    expect(explained.stdout).toContain("late");
  }, 120_000);
});

describe("a command that cannot go on", () => {
  it.each([
    ["no command of ours", ["frobnicate"], 2, "frobnicate"],
    ["an unknown profile", ["start", "--profile", "atlantis"], 2, "boston, hcmc"],
    ["an unknown format", ["import", "--format", "xml", "nothing.csv"], 2, "cloudevents"],
    [
      "an unknown scope",
      ["metrics", "--from", "2026-01-01", "--to", "2026-02-01", "--by", "star"],
      2,
      "agency, block",
    ],
    ["a host others can reach", ["start", "--host", "0.0.0.0"], 2, "--host"],
    ["a calendar that is not there", ["deadline", "--calendar", "nowhere.csv"], 1, "nowhere.csv"],
  ])("says why: %s", async (_what, args, code, text) => {
    const finished = await runCommand(args);
    expect(finished).toMatchObject({ code, stdout: "" });
    expect(finished.stderr).toContain(text);
  });

  it("says that the port is taken, and leaves the data directory free", async () => {
    const data = await makeFolder();
    const server = createServer().listen(0, "127.0.0.1");
    const port = await waitFor(() => {
      const address = server.address();
      return typeof address === "object" && address !== null ? address.port : null;
    }, 1000);
    const args = ["start", "--no-simulate", "--data", data, "--port", String(port)];
    for (let time = 0; time < 2; time++) {
      const finished = await runCommand(args);
      expect(finished.code).toBe(1);
      expect(finished.stderr).toContain(`port ${port} on 127.0.0.1 is taken`);
    }
    server.close();
  });

  it("says that the data directory cannot be written", async () => {
    const folder = await makeFolder();
    const file = join(folder, "file");
    await writeFile(file, "");
    const finished = await runCommand([
      "start",
      "--no-simulate",
      "--data",
      join(file, "data"),
      "--port",
      "0",
    ]);
    expect(finished.code).toBe(1);
    expect(finished.stderr).toContain("--data");
  });

  it("says that the data directory is in use, and by which process", async () => {
    const data = await makeFolder();
    const args = ["start", "--no-simulate", "--data", data, "--port", "0"];
    const { child, output, finished } = spawnCommand(args);
    await waitFor(() => (output.stdout.includes("Wall") ? true : null), 30_000);
    const second = await runCommand(args);
    expect(second.code).toBe(1);
    expect(second.stderr).toContain(String(child.pid));
    child.kill("SIGTERM");
    expect(await finished).toMatchObject({ code: 0 });
  });

  it("keeps a data directory to the profile that filled it", async () => {
    const data = await makeFolder();
    const period = ["--from", "2026-01-01", "--to", "2026-02-01", "--data", data];
    expect((await runCommand(["metrics", "--profile", "boston", ...period])).code).toBe(0);
    const finished = await runCommand(["metrics", "--profile", "hcmc", ...period]);
    expect(finished.code).toBe(1);
    expect(finished.stderr).toContain('belongs to profile "boston"');
  });
});

describe("deadline", () => {
  it("answers each line in its place and ends with 1 when any was bad", async () => {
    const good =
      '{"id":"a","field_group":"infrastructure","complexity":"normal","received_at":"2025-11-20T16:00:00+07:00","assigned_at":"2025-11-20T16:30:00+07:00","verified_at":"2025-11-20T17:10:00+07:00"}';
    const { code, stdout } = await runCommand(
      ["deadline", "--profile", "hcmc"],
      `${good}\n{"id":\n${good}\n`,
    );
    const lines = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(code).toBe(1);
    expect(lines).toEqual([
      {
        id: "a",
        stages: [
          { stage: "verify", start: "2025-11-20T16:30:00+07:00", due: "2025-11-20T18:30:00+07:00" },
          { stage: "resolve", start: "2025-11-20T17:10:00+07:00", due: "2025-11-20T19:10:00+07:00" },
        ],
      },
      { id: null, error: expect.objectContaining({ code: "invalid_json" }) },
      expect.objectContaining({ id: "a" }),
    ]);
  });

  it("takes files as Windows writes them: byte order mark, CRLF, empty lines, no line end at the end", async () => {
    const line = (id: string) =>
      `{"id":"${id}","field_group":"socioeconomic","complexity":"normal","received_at":"2025-04-25T16:00+07:00","assigned_at":"2025-04-25T16:45+07:00"}`;
    const { code, stdout } = await runCommand(["deadline"], `\uFEFF${line("a")}\r\n\r\n   \r\n${line("b")}`);
    const dues = stdout
      .trim()
      .split("\n")
      .map((answer) => JSON.parse(answer).stages[0].due);
    expect({ code, dues }).toEqual({
      code: 0,
      dues: ["2025-05-06T17:00:00+07:00", "2025-05-06T17:00:00+07:00"],
    });
  });

  it.each([
    ["2025-11-24,Nghỉ,holiday\n2025-02-30,Nghỉ,holiday\n", 'row 3: date: "2025-02-30" is no date'],
    [
      "2025-11-24,Nghỉ,holiday\n2025-11-24,Làm bù,make_up_workday\n",
      "row 3: date: 2025-11-24 is listed twice",
    ],
    ["2025-11-24,Nghỉ,party\n", 'row 2: kind: must be one of "holiday", "make_up_workday"'],
    ["2025-11-29,Làm bù,make_up_workday\n", "lists no holiday"],
  ])("names the bad row of a calendar: %j", async (rows, problem) => {
    const calendar = join(await makeFolder(), "days.csv");
    await writeFile(calendar, `\uFEFFdate,name,kind\n${rows}`);
    const finished = await runCommand(["deadline", "--calendar", calendar], "");
    expect(finished).toMatchObject({ code: 1, stdout: "" });
    expect(finished.stderr).toContain(problem);
    expect(finished.stderr).not.toContain("    at ");
  });

  it("counts by the calendar it is given", async () => {
    const folder = await makeFolder();
    const calendar = join(folder, "days.csv");
    await writeFile(
      calendar,
      "date,name,kind\n2025-11-24,Ngày nghỉ thử,holiday\n2025-11-29,Làm bù thử,make_up_workday\n",
    );
    const line =
      '{"id":1,"field_group":"socioeconomic","complexity":"normal","received_at":"2025-11-21T08:00:00+07:00","assigned_at":"2025-11-21T09:00:00+07:00"}\n';
    const { stdout } = await runCommand(["deadline", "--calendar", calendar], line);
    // Mon 24th is off, so day 1 is Tue 25th and day 5 the make-up Saturday 29th.
    expect(JSON.parse(stdout).stages[0].due).toBe("2025-11-29T17:00:00+07:00");
  });
});

describe("locate", () => {
  it("answers points with wards, in order, and names what is no point", async () => {
    const { code, stdout, stderr } = await runCommand(["locate"], "10.7769,106.7009\n0,0\nhere\n");
    const lines = stdout.trim().split("\n");
    expect(code).toBe(1);
    expect(lines[0]).toMatch(/^10\.7769,106\.7009,\d{5}$/);
    expect(lines.slice(1)).toEqual(["0,0,", "here,"]);
    expect(stderr).toContain("line 3");
  });
});
