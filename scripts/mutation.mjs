// npm run mutation [-- calendar fold …]: mutation tests of packages/domain, one file after another, so that what is
// done counts. Prints one line for each file; the survivors of each are in packages/domain/reports/mutation/.
// Ends with 0 when enough of all asked for were killed, with 1 when not. What it means: packages/domain/MUTATION.md.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { setPriority } from "node:os";
import { basename, join, sep } from "node:path";
import { fail, prepare, root } from "./prepare.mjs";

/** Share of the mutants that the tests must kill, in per cent. */
const WANTED = 85;

const domain = join(root, "packages/domain");
const folder = join(domain, "reports/mutation");
/** Files with rules by name: `fold` is `fold/fold.ts` below packages/domain/src. */
const known = new Map(
  readdirSync(join(domain, "src"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.includes(sep) && path.endsWith(".ts") && !/\.test\.ts$|^testing/.test(path))
    .map((path) => [basename(path, ".ts"), path.split(sep).join("/")]),
);
const asked = process.argv.slice(2);
for (const name of asked) {
  if (!known.has(name))
    fail(`packages/domain has no rule file ${name}.ts; it has ${[...known.keys()].join(", ")}`, 2);
}

prepare({ screens: false });
setPriority(19);

function countStates(report) {
  const counts = new Map();
  for (const file of Object.values(report.files)) {
    for (const { status } of file.mutants) counts.set(status, (counts.get(status) || 0) + 1);
  }
  return counts;
}

function shareOf(counts) {
  const of = (...states) => states.reduce((sum, state) => sum + (counts.get(state) || 0), 0);
  const killed = of("Killed", "Timeout");
  const all = killed + of("Survived", "NoCoverage");
  return { killed, all, percent: all === 0 ? 100 : (100 * killed) / all };
}

function scoreLine(name, counts) {
  const { killed, all, percent } = shareOf(counts);
  const score = all === 0 ? "nothing to mutate" : `${percent.toFixed(1).padStart(5)} %`;
  return `${name.padEnd(14)} ${score}  ${String(killed).padStart(4)} of ${String(all).padStart(4)} killed`;
}

mkdirSync(folder, { recursive: true });
const total = new Map();
for (const name of asked.length > 0 ? asked : known.keys()) {
  const incremental = join(folder, `${name}.json`);
  process.stderr.write(`Mutating ${name} (minutes) …\n`);
  const result = spawnSync(
    process.execPath,
    [
      join(domain, "node_modules/@stryker-mutator/core/bin/stryker.js"),
      "run",
      "--mutate",
      `src/${known.get(name)}`,
      // What was known before may no longer hold: Stryker does not see that another file has changed.
      "--force",
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
const { percent } = shareOf(total);
if (percent < WANTED)
  fail(`${percent.toFixed(1)} % killed, ${WANTED} % wanted; who survived: ${folder}/*.txt`);
