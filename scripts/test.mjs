// npm test: installs what the tests need, runs them all, and ends with one line `N passed, N failed`.
// npm run test:unit, test:int, test:e2e: one project of vitest.config.ts; `-- --watch` runs anew what a change touches.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fail, prepare, root } from "./prepare.mjs";
import { chromium, ensureTestTools } from "./test-tools.mjs";

const vitest = join(root, "node_modules/vitest/vitest.mjs");

function runTests(args) {
  return spawnSync(process.execPath, [vitest, ...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, CHROMIUM_PATH: chromium },
  }).status;
}

/** Counts what the runner reports, and what broke before it could be counted. */
function summarize(reportPath, status) {
  if (!existsSync(reportPath)) fail("the test runner ended without a report; its messages are above");
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(reportPath, "utf8"));
  const brokenFiles = testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  );
  const failures = numFailedTests + brokenFiles.length;
  // The runner also fails on what no test caught: an error thrown beside them counts as one.
  return { passed: numPassedTests, failed: failures === 0 && status !== 0 ? 1 : failures };
}

const args = process.argv.slice(2);
const isUnit = args[0] === "--project=unit";
prepare({ screens: !isUnit });
if (!isUnit) await ensureTestTools();

if (args.includes("--watch")) {
  process.exitCode = runTests(args);
} else {
  const folder = mkdtempSync(join(tmpdir(), "toancanh-test-"));
  const report = join(folder, "report.json");
  const status = runTests([
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...args,
  ]);
  const { passed, failed } = summarize(report, status);
  rmSync(folder, { recursive: true, force: true });
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}
