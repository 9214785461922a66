// npm test: installs what the tests need, runs them all, and ends with one line `N passed, N failed`.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fail, prepare, root, run } from "./prepare.mjs";

const chromium = process.env.CHROMIUM_PATH || "/usr/bin/chromium";

function ensureChromium() {
  if (existsSync(chromium)) return;
  const may = process.platform === "linux" && process.getuid() === 0 && existsSync("/usr/bin/apt-get");
  if (!may) {
    fail(
      `the browser tests need Chromium at ${chromium}: install it (Debian: apt-get install chromium) ` +
        "or name another one in CHROMIUM_PATH",
    );
  }
  process.stderr.write("Installing Chromium …\n");
  run("apt-get", ["-qq", "update"], "apt-get update");
  run("apt-get", ["-qq", "install", "-y", "--no-install-recommends", "chromium"], "Installing Chromium");
}

prepare({ screens: true });
ensureChromium();

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
const failed = numFailedTests + brokenFiles.length;
console.log(`${numPassedTests} passed, ${failed} failed`);
process.exitCode = result.status === 0 && failed === 0 && numPassedTests > 0 ? 0 : 1;
