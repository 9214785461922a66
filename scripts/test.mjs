// npm test: installs what the tests need, runs them all, and ends with one line `N passed, N failed`.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fail, prepare, root } from "./prepare.mjs";
import { chromium, ensureTestTools } from "./test-tools.mjs";

prepare({ screens: true });
await ensureTestTools();

const folder = mkdtempSync(join(tmpdir(), "toancanh-test-"));
const report = join(folder, "report.json");
const result = spawnSync(
  process.execPath,
  [
    join(root, "node_modules/vitest/vitest.mjs"),
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: "inherit", env: { ...process.env, CHROMIUM_PATH: chromium } },
);
if (!existsSync(report)) fail("the test runner ended without a report; its messages are above");
const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
rmSync(folder, { recursive: true, force: true });
const brokenFiles = testResults.filter(
  (file) => file.status === "failed" && file.assertionResults.length === 0,
);
const failures = numFailedTests + brokenFiles.length;
// The runner also fails on what no test caught: an error thrown beside them counts as one.
const failed = failures === 0 && result.status !== 0 ? 1 : failures;
console.log(`${numPassedTests} passed, ${failed} failed`);
process.exitCode = failed === 0 && numPassedTests > 0 ? 0 : 1;
