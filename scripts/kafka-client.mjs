// Compiles the Kafka client (node-rdkafka with librdkafka). Only what reads or writes Kafka needs it, so it is not
// compiled when packages are installed: `npm start` without Kafka needs no compiler and does not wait for one.
import { spawn, spawnSync } from "node:child_process";
import { createWriteStream, existsSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { finished } from "node:stream/promises";
import { fail, root } from "./prepare.mjs";

/** Debian's packages with what the compilation needs. */
export const COMPILER_PACKAGES = ["g++", "make", "python3", "libssl-dev", "zlib1g-dev"];

const compiler = process.env.CXX || "g++";
const user = join(root, "packages/ingest");
const log = join(root, "node_modules/.toancanh-kafka-client.log");

const isOnPath = (command) => spawnSync(command, ["--version"], { stdio: "ignore" }).error === undefined;

/** Whether the client loads in this Node: one compiled for another Node does not. */
export function isKafkaClientBuilt() {
  return (
    spawnSync(process.execPath, ["-e", 'require("node-rdkafka")'], { cwd: user, stdio: "ignore" }).status ===
    0
  );
}

/** Names what the compilation would miss on this machine; empty when nothing is missing. */
export function findMissingTools() {
  const missing = [compiler, "make", "python3"].filter((command) => !isOnPath(command));
  if (missing.length > 0 || process.platform !== "linux") return missing;
  // Without them librdkafka would be built all the same, but could speak neither TLS nor gzip.
  const headers = { "openssl/ssl.h": "libssl-dev", "zlib.h": "zlib1g-dev" };
  return Object.entries(headers)
    .filter(([header]) => {
      const options = { input: `#include <${header}>\n`, stdio: ["pipe", "ignore", "ignore"] };
      return spawnSync(compiler, ["-E", "-x", "c++", "-"], options).status !== 0;
    })
    .map(([header, name]) => `${name} (${header})`);
}

/** Where Node's headers lie beside it, node-gyp takes them instead of downloading its own. */
function findInstalledHeaders() {
  const prefix = join(dirname(realpathSync(process.execPath)), "..");
  return existsSync(join(prefix, "include/node/node.h")) ? { npm_config_nodedir: prefix } : {};
}

/** Runs one step with its output in the log; resolves to whether it ended well. */
async function runStep(cwd, command, args, env) {
  const file = createWriteStream(log, { flags: "a" });
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.pipe(file, { end: false });
  child.stderr.pipe(file, { end: false });
  const code = await new Promise((resolve) => {
    child.once("error", (error) => {
      file.write(`${command}: ${error.message}\n`);
      resolve(1);
    });
    child.once("close", resolve);
  });
  file.end();
  await finished(file);
  return code === 0;
}

/**
 * Configures, then compiles on every core. The steps are apart because node-rdkafka's makefile spells librdkafka's
 * config.h in two ways: a parallel make looks for the file before the rule that makes it has ended.
 */
async function compile(folder) {
  const { MAKEFLAGS: _flags, MFLAGS: _same, JOBS: _jobs, ...inherited } = process.env;
  const env = { ...findInstalledHeaders(), ...inherited };
  const steps = [
    ["npm", ["run", "configure"]],
    ["make", ["-C", "build", "BUILDTYPE=Release", "deps/librdkafka/config.h"]],
    ["npm", ["run", "build", "--", "--jobs", String(availableParallelism())]],
  ];
  for (const [command, args] of steps) {
    if (!(await runStep(folder, command, args, env))) return false;
  }
  return true;
}

/** What an earlier compilation left behind may be half written, or made for another Node. */
function removeLeftovers(folder) {
  const library = join(folder, "deps/librdkafka");
  const compiled = ["src", "src-cpp"].flatMap((name) =>
    readdirSync(join(library, name), { recursive: true, encoding: "utf8" })
      .filter((path) => /\.(o|d|a|so(\.\d+)?|(\d+\.)?dylib)$/.test(path))
      .map((path) => join(library, name, path)),
  );
  const configured = ["config.h", "config.cache", "Makefile.config"].map((name) => join(library, name));
  for (const path of [join(folder, "build"), ...configured, ...compiled, log]) {
    rmSync(path, { recursive: true, force: true });
  }
}

/** The lines of the log that tell why, at most ten. */
function findReasons() {
  const lines = existsSync(log) ? readFileSync(log, "utf8").split("\n") : [];
  const telling = lines.filter((line) => /\berror\b|ERR!|\*\*\*|not found|No such file/i.test(line));
  return (telling.length > 0 ? telling : lines.filter((line) => line !== "")).slice(0, 10);
}

/** Makes sure that the Kafka client loads, compiling it when it does not; ends the process when that fails. */
export async function ensureKafkaClient() {
  if (isKafkaClientBuilt()) return;
  const missing = findMissingTools();
  if (missing.length > 0) {
    fail(
      `Kafka needs a compiled client, and to compile it this machine lacks ${missing.join(", ")}: install them ` +
        `(on Debian: apt-get install ${COMPILER_PACKAGES.join(" ")}), then try again`,
    );
  }
  const link = join(user, "node_modules/node-rdkafka");
  if (!existsSync(link))
    fail("the package node-rdkafka could not be fetched: remove node_modules, then try again");
  const folder = realpathSync(link);
  removeLeftovers(folder);
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  process.stderr.write("Compiling the Kafka client (once, about 3 minutes on two cores) …\n");
  const ticker = setInterval(() => process.stderr.write(`… still compiling after ${seconds()} s\n`), 30_000);
  const isCompiled = await compile(folder);
  clearInterval(ticker);
  if (!isCompiled || !isKafkaClientBuilt()) {
    process.stderr.write(`${findReasons().join("\n")}\n`);
    fail(`compiling the Kafka client failed: the reason is above, everything the compiler said in ${log}`);
  }
  process.stderr.write(`The Kafka client is compiled (${seconds()} s)\n`);
}

/** Whether a command line asks for Kafka, by `--kafka` or one of its companions. */
export function namesKafka(args) {
  return args.some((arg) => arg.startsWith("--kafka")) && !args.includes("--help");
}
