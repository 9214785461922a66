// npm run mutation [-- calendar fold …]: mutation tests of packages/domain, one file after another, so that what is
// done counts. Prints one line for each file; the survivors of each are in packages/domain/reports/mutation/.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { setPriority } from "node:os";
import { join } from "node:path";
import { fail, prepare, root } from "./prepare.mjs";

prepare({ screens: false });
setPriority(19);
const domain = join(root, "packages/domain");
const folder = join(domain, "reports/mutation");
const known = readdirSync(join(domain, "src"))
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && name !== "index.ts")
  .map((name) => name.slice(0, -".ts".length));
const asked = process.argv.slice(2);
for (const name of asked) {
  if (!known.includes(name)) fail(`packages/domain has no src/${name}.ts; it has ${known.join(", ")}`, 2);
}

function countStates(report) {
  const counts = new Map();
  for (const file of Object.values(report.files)) {
    for (const { status } of file.mutants) counts.set(status, (counts.get(status) || 0) + 1);
  }
  return counts;
}

function scoreLine(name, counts) {
  const of = (...states) => states.reduce((sum, state) => sum + (counts.get(state) || 0), 0);
  const killed = of("Killed", "Timeout");
  const valid = killed + of("Survived", "NoCoverage");
  const share = valid === 0 ? "–" : `${((100 * killed) / valid).toFixed(1)} %`;
  return `${name}: ${share} (${killed} of ${valid} killed; ${of("Ignored")} static left out)`;
}

mkdirSync(folder, { recursive: true });
const total = new Map();
for (const name of asked.length > 0 ? asked : known) {
  const incremental = join(folder, `${name}.json`);
  const result = spawnSync(
    process.execPath,
    [
      join(domain, "node_modules/@stryker-mutator/core/bin/stryker.js"),
      "run",
      "--mutate",
      `src/${name}.ts`,
      "--incrementalFile",
      incremental,
    ],
    {
      cwd: domain,
      encoding: "utf8",
      env: { FAST_CHECK_RUNS: "20", ...process.env },
      stdio: ["ignore", "pipe", 2],
      maxBuffer: 2 ** 28,
    },
  );
  writeFileSync(join(folder, `${name}.txt`), result.stdout);
  if (result.status !== 0 || !existsSync(incremental))
    fail(`mutating ${name} failed: see ${name}.txt in ${folder}`);
  const counts = countStates(JSON.parse(readFileSync(incremental, "utf8")));
  for (const [state, count] of counts) total.set(state, (total.get(state) || 0) + count);
  console.log(scoreLine(name, counts));
}
console.log(scoreLine("all", total));
