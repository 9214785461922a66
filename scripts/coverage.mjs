// npm run test:coverage: how much of each package the tests in this process run, as a table on stdout; no threshold.
// `-- --project=unit` counts the quick tests alone, and names of files those in whose path they stand.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { fail, prepare, root } from "./prepare.mjs";
import { ensureTestTools } from "./test-tools.mjs";

const MEASURES = ["lines", "branches"];

/** Sums up by package what the runner counted by file. */
function sumUp(files) {
  const packages = new Map();
  for (const [path, counts] of Object.entries(files)) {
    if (path === "total") continue;
    const name = relative(join(root, "packages"), path).split(sep)[0];
    const sum = packages.get(name) ?? Object.fromEntries(MEASURES.map((measure) => [measure, [0, 0]]));
    for (const measure of MEASURES) {
      sum[measure][0] += counts[measure].covered;
      sum[measure][1] += counts[measure].total;
    }
    packages.set(name, sum);
  }
  return [...packages].sort(([a], [b]) => a.localeCompare(b));
}

const share = ([covered, total]) => (total === 0 ? "–" : `${((100 * covered) / total).toFixed(1)} %`);

function printTable(packages) {
  const all = Object.fromEntries(
    MEASURES.map((measure) => [
      measure,
      packages.reduce(([a, b], [, sum]) => [a + sum[measure][0], b + sum[measure][1]], [0, 0]),
    ]),
  );
  const rows = [["package", ...MEASURES]];
  for (const [name, sum] of [...packages, ["all", all]]) {
    rows.push([name, ...MEASURES.map((measure) => share(sum[measure]))]);
  }
  for (const [name, ...cells] of rows) {
    console.log(name.padEnd(12) + cells.map((cell) => cell.padStart(10)).join(""));
  }
}

const args = process.argv.slice(2);
const asked = args.filter((arg) => arg.startsWith("--project="));
const projects = asked.length > 0 ? asked : ["--project=unit", "--project=int"];
prepare({ screens: false });
if (projects.some((project) => project !== "--project=unit")) await ensureTestTools();

const folder = mkdtempSync(join(tmpdir(), "toancanh-coverage-"));
const { status } = spawnSync(
  process.execPath,
  [
    join(root, "node_modules/vitest/vitest.mjs"),
    "run",
    ...projects,
    ...args.filter((arg) => !asked.includes(arg)),
    "--coverage.enabled",
    `--coverage.reportsDirectory=${folder}`,
  ],
  // Messages of the runner on stderr: stdout is the table's.
  { cwd: root, stdio: ["ignore", 2, 2] },
);
const report = join(folder, "coverage-summary.json");
const files = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : null;
rmSync(folder, { recursive: true, force: true });
if (files === null) fail("the test runner ended without a report; its messages are above");
printTable(sumUp(files));
console.log("Not counted: what tests run in processes of their own (commands, browsers, ingest processes).");
process.exitCode = status === 0 ? 0 : 1;
