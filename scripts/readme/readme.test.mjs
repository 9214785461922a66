// Holds the README to what it promises: every command and table of it is run or compared here, as a reader would
// type it. A command that this file does not know fails the test.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCode, readCommands, readFileLinks, readTable } from "./markdown.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const readme = readFileSync(join(root, "README.md"), "utf8");
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const commands = readCommands(readme);

const folder = mkdtempSync(join(tmpdir(), "toancanh-readme-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command of the README in a shell, with names of files and folders put in place of those of the text. */
function runInShell(command, replacements = {}) {
  const text = Object.entries(replacements).reduce((sum, [from, to]) => sum.replaceAll(from, to), command);
  const { status, stdout, stderr } = spawnSync("sh", ["-c", text], { cwd: root, encoding: "utf8" });
  return { status, stdout, stderr };
}

/** Prints the help of every command, by its words, as one JSON object. */
const PRINT_HELPS = `
  const { runCli } = await import("./packages/cli/dist/run-cli.js");
  const helps = {};
  async function read(words) {
    let help = "";
    await runCli([...words, "--help"], { out: (text) => { help += text; }, err: () => {} });
    helps[words.join(" ")] = help;
    const [, list = ""] = help.split("Commands:\\n");
    for (const [, name] of list.matchAll(/^ {2}([a-z][a-z-]*)/gm)) {
      if (name !== "help") await read([...words, name]);
    }
  }
  await read([]);
  process.stdout.write(JSON.stringify(helps));
`;
const printed = spawnSync(process.execPath, ["--input-type=module", "-e", PRINT_HELPS], {
  cwd: root,
  encoding: "utf8",
});
const helps = new Map(Object.entries(JSON.parse(printed.stdout)));

function readHelp(words) {
  return helps.get(words.join(" ")) ?? "";
}

/** Names of the commands below these words. */
function listCommands(words) {
  const above = words.map((word) => `${word} `).join("");
  return [...helps.keys()]
    .filter((key) => key.startsWith(above) && key !== "")
    .map((key) => key.slice(above.length))
    .filter((rest) => rest !== "" && !rest.includes(" "));
}

/** Long options of a help: `--no-simulate`, `--kafka`, … */
function listOptions(words) {
  const [, list = ""] = readHelp(words).split("Options:\n");
  return [...list.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, name]) => name);
}

/** Every command that can be run, in full: `geo check`, not `geo`. */
function listLeafCommands() {
  return listCommands([]).flatMap((name) => {
    const below = listCommands([name]);
    return below.length === 0 ? [name] : below.map((inner) => `${name} ${inner}`);
  });
}

/** The command's own words of a line like `geo import FILE --level ward`: those that the command line knows. */
function wordsOf(text) {
  const words = text.split(/\s+/);
  return listLeafCommands().includes(words.slice(0, 2).join(" ")) ? words.slice(0, 2) : words.slice(0, 1);
}

function expectKnownOptions(words, text) {
  const used = [...text.matchAll(/(?<=\s|\[)--[a-z][a-z-]*/g)].map(([option]) => option);
  expect(listOptions(words)).toEqual(expect.arrayContaining(used));
}

async function findFreePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** Waits until `look` gives something but null. */
async function waitFor(what, look, limitMs) {
  const end = Date.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > end) throw new Error(`${what} did not come within ${limitMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

const START = "npm start";
const SEND = commands.find((command) => command.startsWith("curl") && command.includes("/api/v1/events"));
const LOOK = "curl http://127.0.0.1:10220/api/v1/reports/r-1";
const IMPORT = commands.find((command) => command.startsWith("npm run -s cli -- import"));
const METRICS = commands.find((command) => command.startsWith("npm run -s cli -- metrics"));

/** Commands that need servers, are another command's variant or this very test: their options and scripts are checked. */
const checkedByName = commands.filter(
  (command) =>
    /^npm (test|run (dev|kafka|setup:\w+|check))$/.test(command) ||
    /^npm start -- --/.test(command) ||
    /^npm run -s cli -- (ingest|api|user|wall-token) /.test(command) ||
    command.startsWith("export CLICKHOUSE_PASSWORD_FILE=") ||
    command.startsWith("cp "),
);

describe("the README's commands", () => {
  it("are all known to this test", () => {
    const known = [START, SEND, LOOK, IMPORT, METRICS, ...checkedByName];
    expect(commands.filter((command) => !known.includes(command))).toEqual([]);
    expect(known.filter((command) => !commands.includes(command))).toEqual([]);
  });

  it.each(checkedByName)("%s is a script with these options", (command) => {
    if (command.startsWith("export ")) {
      expect(readHelp(["ingest"])).toContain("CLICKHOUSE_PASSWORD[_FILE]");
      return;
    }
    if (command.startsWith("cp ")) {
      expect(existsSync(join(root, command.split(" ")[1]))).toBe(true);
      return;
    }
    const [, ownScript, script] = /^npm (?:(start|test)|run(?: -s)? ([\w:]+))/.exec(command);
    expect(Object.keys(scripts)).toContain(ownScript ?? script);
    const [, rest] = command.split(" -- ");
    if (rest === undefined) return;
    const words = ownScript === "start" ? ["start"] : wordsOf(rest);
    expectKnownOptions(words, ` ${rest}`);
  });
});

describe("the README's tables", () => {
  it("list every option of npm start, and no other", () => {
    const listed = readTable(readme, "`npm start -- …`").flatMap(([cell]) => cell.match(/--[a-z-]+/g) ?? []);
    const offered = listOptions(["start"]).filter((option) => option !== "--help");
    expect([...listed].sort()).toEqual([...offered].sort());
  });

  it("list every command, and no option that it does not take", () => {
    const described = readTable(readme, "command").flatMap(([cell]) => {
      const codes = readCode(cell);
      const group = codes[0].split(" ")[0];
      // `dead-letters list`, `show ID`: what follows in the same cell may leave out the group's name.
      return codes.map((code) =>
        listCommands([group]).includes(code.split(" ")[0]) ? `${group} ${code}` : code,
      );
    });
    const words = described.map((line) => wordsOf(line).join(" "));
    // A command with a row for a use of its own (`import … --snapshot-at`) is there twice.
    expect([...new Set([...words, "start"])].sort()).toEqual(listLeafCommands().sort());
    for (const line of described) expectKnownOptions(wordsOf(line), line);
  });

  it("name only scripts that package.json has, and package.json has none that is told nowhere", () => {
    const contributing = readFileSync(join(root, "CONTRIBUTING.md"), "utf8");
    const told = [
      ...`${readme}\n${contributing}`.matchAll(/\bnpm (?:run (?:-s )?([\w:]+)|(start|test)\b)/g),
    ].map(([, script, own]) => script ?? own);
    expect([...new Set(told)].sort()).toEqual(Object.keys(scripts).sort());
  });
});

describe("Markdown files", () => {
  const files = ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md", "bench/README.md"].concat(
    readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".md"))
      .map((path) => join("docs", path)),
    readdirSync(join(root, "packages")).flatMap((name) =>
      readdirSync(join(root, "packages", name))
        .filter((file) => file.endsWith(".md"))
        .map((file) => join("packages", name, file)),
    ),
  );
  it.each(files)("%s links to files that are there", (file) => {
    const targets = readFileLinks(readFileSync(join(root, file), "utf8"));
    const gone = targets.filter((target) => !existsSync(join(root, dirname(file), target)));
    expect(gone).toEqual([]);
  });
});

describe("Boston's example", () => {
  const header =
    "CASE_ENQUIRY_ID,OPEN_DT,TARGET_DT,CLOSED_DT,OnTime_Status,CASE_STATUS,CLOSURE_REASON,TYPE,Department,LATITUDE,LONGITUDE,Source";
  const rows = [
    "101,01/05/2015 08:00:00 AM,01/07/2015 08:00:00 AM,01/06/2015 09:00:00 AM,ONTIME,Closed,,Requests for Street Cleaning,PWDx,42.3574,-71.0648,Constituent Call",
    "102,02/02/2015 08:00:00 AM,02/03/2015 08:00:00 AM,02/09/2015 09:00:00 AM,OVERDUE,Closed,,Street Light Outages,PWDx,42.3474,-71.0944,Constituent Call",
  ];

  it("imports a file of the city and counts it by agency", () => {
    const file = join(folder, "2015-h1.csv.gz");
    writeFileSync(file, gzipSync(`${[header, ...rows].join("\n")}\n`));
    const places = { ".data/boston": join(folder, "boston"), "2015-h1.csv.gz": file };
    const imported = runInShell(IMPORT, places);
    expect(imported.stderr).not.toContain("toancanh:");
    expect(JSON.parse(imported.stdout)).toMatchObject({ rows: 2, imported_reports: 2, rejected: [] });

    const { total, rows: agencies } = JSON.parse(runInShell(METRICS, places).stdout);
    expect(total).toMatchObject({ received: 2, handled_on_time: 1, handled_late: 1 });
    expect(agencies).toMatchObject([{ received: 2 }]);
  });
});

describe("npm start", () => {
  let product;
  let address;
  let output = "";

  beforeAll(async () => {
    const port = await findFreePort();
    address = `127.0.0.1:${port}`;
    const options = `--data ${join(folder, "data")} --port ${port} --months 1`;
    // A process group of its own, so that Ctrl-C can be sent to all of it as a terminal does.
    product = spawn("sh", ["-c", `${START} -- ${options}`], { cwd: root, detached: true });
    for (const stream of [product.stdout, product.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    await waitFor(
      "the API",
      async () => {
        if (product.exitCode !== null) throw new Error(`npm start ended:\n${output}`);
        const health = await fetch(`http://${address}/api/v1/health`).catch(() => null);
        return health?.ok && (await health.json()).status !== "starting" ? true : null;
      },
      180_000,
    );
  }, 200_000);

  afterAll(() => {
    if (product.exitCode === null && product.signalCode === null) process.kill(-product.pid, "SIGKILL");
  });

  it("serves every page of the README's table", async () => {
    const cells = readTable(readme, "path").map(([cell, what]) => `${cell} ${what}`);
    const paths = cells.flatMap((text) => readCode(text).filter((code) => /^[/?]/.test(code)));
    expect(paths).toEqual(expect.arrayContaining(["/wall", "/desk", "/desk/explore", "/api/docs"]));
    for (const path of paths) {
      const { status } = await fetch(`http://${address}${path.startsWith("?") ? `/wall${path}` : path}`);
      expect(`${path} ${status}`).toBe(`${path} 200`);
    }
  });

  it("takes the example's events, whose report then has a deadline", async () => {
    const here = { "127.0.0.1:10220": address };
    const sent = runInShell(SEND.replace("curl", "curl -s -w '\\n%{http_code}'"), here).stdout.split("\n");
    expect(sent.at(-1)).toBe("202");
    expect(JSON.parse(sent[0])).toMatchObject({ errors: [] });
    const { report, policy_id } = JSON.parse(runInShell(LOOK, here).stdout);
    expect(policy_id).not.toBe("");
    expect(report.due).toMatch(/^2026-/);
  });

  it("has its figures for operators and its dead letters where the text says", async () => {
    for (const path of ["/metrics", "/api/v1/dead-letters"]) {
      expect(readme).toContain(`\`${path}\``);
      expect((await fetch(`http://${address}${path}`)).status).toBe(200);
    }
  });

  it("ends on Ctrl-C", async () => {
    process.kill(-product.pid, "SIGINT");
    await waitFor("its end", () => product.exitCode ?? (product.signalCode === null ? null : 0), 40_000);
    await expect(fetch(`http://${address}/wall`)).rejects.toThrow();
  }, 60_000);
});
