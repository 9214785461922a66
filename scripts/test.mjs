// npm test: installs what the tests need, runs them all, and ends with one line `N passed, N failed`.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fail, pnpm, prepare, root, run } from "./prepare.mjs";

const chromium = process.env.CHROMIUM_PATH || "/usr/bin/chromium";

const isOnPath = (command) => spawnSync(command, ["--version"], { stdio: "ignore" }).error === undefined;

/** The Kafka client is compiled at install time where there is a compiler; it loads only if that went well. */
function isKafkaClientBuilt() {
  const load = 'require(require.resolve("node-rdkafka", { paths: ["packages/ingest"] }))';
  return spawnSync(process.execPath, ["-e", load], { cwd: root, stdio: "ignore" }).status === 0;
}

/** Installs these Debian packages where it may, or ends with what to install. */
function install(what, packages) {
  const may = process.platform === "linux" && process.getuid() === 0 && existsSync("/usr/bin/apt-get");
  if (!may) fail(`${what}: install it first (on Debian: apt-get install ${packages.join(" ")})`);
  process.stderr.write(`Installing ${packages.join(", ")} …\n`);
  process.env.DEBIAN_FRONTEND = "noninteractive";
  run("apt-get", ["-qq", "update"], "apt-get update");
  run(
    "apt-get",
    ["-qq", "install", "-y", "--no-install-recommends", ...packages],
    `Installing ${packages.join(", ")}`,
  );
}

function ensureTools() {
  if (!existsSync(chromium)) {
    install(`the browser tests need Chromium at ${chromium} (or another one named in CHROMIUM_PATH)`, [
      "chromium",
    ]);
  }
  if (process.env.KAFKA_BROKERS === undefined && !(isOnPath("java") && isOnPath("mvn"))) {
    install("the Kafka tests need Java 17 and Maven for their broker", ["default-jre-headless", "maven"]);
  }
  if (!isKafkaClientBuilt()) {
    const tools = ["g++", "make", "python3", "libssl-dev", "zlib1g-dev"];
    if (!isOnPath("g++") || !isOnPath("make"))
      install("the Kafka tests need the compiled Kafka client", tools);
    pnpm(["rebuild", "node-rdkafka"], "Compiling the Kafka client");
  }
}

prepare({ screens: true });
ensureTools();

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
