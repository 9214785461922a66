// What the tests need beside the installed packages: a browser, Java with Maven for the broker, the Kafka client.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import {
  COMPILER_PACKAGES,
  ensureKafkaClient,
  findMissingTools,
  isKafkaClientBuilt,
} from "./kafka-client.mjs";
import { fail, run } from "./prepare.mjs";

/** The browser of the tests. */
export const chromium = process.env.CHROMIUM_PATH || "/usr/bin/chromium";

const isOnPath = (command) => spawnSync(command, ["--version"], { stdio: "ignore" }).error === undefined;

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

/** Installs or compiles what is missing; ends the process with what to install where it may not. */
export async function ensureTestTools() {
  if (!existsSync(chromium)) {
    install(`the browser tests need Chromium at ${chromium} (or another one named in CHROMIUM_PATH)`, [
      "chromium",
    ]);
  }
  if (process.env.KAFKA_BROKERS === undefined && !(isOnPath("java") && isOnPath("mvn"))) {
    install("the Kafka tests need Java 17 and Maven for their broker", ["default-jre-headless", "maven"]);
  }
  if (isKafkaClientBuilt()) return;
  const missing = findMissingTools();
  if (missing.length > 0) {
    install(
      `the Kafka tests need a compiled client, and this machine lacks ${missing.join(", ")}`,
      COMPILER_PACKAGES,
    );
  }
  await ensureKafkaClient();
}
