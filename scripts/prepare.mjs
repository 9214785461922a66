// Makes a checkout runnable with nothing but Node and npm: installs what the lockfile names, builds what changed.
// Plain syntax on purpose: an old Node must get as far as the message that it is too old.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** Prints one line to stderr and ends the process: 1 = failed, 2 = wrong usage. */
export function fail(message, code) {
  process.stderr.write(`toancanh: ${message}\n`);
  process.exit(code === undefined ? 1 : code);
}

function checkNode() {
  const parts = process.versions.node.split(".").map(Number);
  if (parts[0] < 20 || (parts[0] === 20 && parts[1] < 19)) {
    fail(`Node ${process.versions.node} is too old: install Node 20.19 or newer, then try again`);
  }
}

/** Runs a command with all its output on stderr, so that stdout stays the product's own. */
export function run(command, args, what) {
  const result = spawnSync(command, args, { cwd: root, stdio: ["ignore", 2, 2], env: process.env });
  if (result.error) fail(`${what} could not start (${result.error.message})`);
  if (result.status !== 0) fail(`${what} failed; its messages are above`);
}

function pnpm(args, what) {
  run("npx", ["--yes", manifest.packageManager, ...args], what);
}

/** What tells one state of the source folders from another: newest change of a file in ms, and their number. */
function stateOf(folders) {
  let newest = 0;
  let count = 0;
  const visit = (path) => {
    const stat = statSync(path);
    if (stat.isDirectory()) {
      for (const name of readdirSync(path)) {
        if (name !== "node_modules" && name !== "dist" && name !== "e2e") visit(join(path, name));
      }
      return;
    }
    count += 1;
    if (stat.mtimeMs > newest) newest = stat.mtimeMs;
  };
  for (const folder of folders) visit(join(root, folder));
  return `${newest} ${count}`;
}

function isCurrent(stampPath, content) {
  return existsSync(stampPath) && readFileSync(stampPath, "utf8") === content;
}

function writeStamp(stampPath, content) {
  mkdirSync(dirname(stampPath), { recursive: true });
  writeFileSync(stampPath, content);
}

function install() {
  const stamp = join(root, "node_modules", ".toancanh-install");
  const content = createHash("sha256")
    .update(readFileSync(join(root, "pnpm-lock.yaml")))
    .update(`${process.platform} ${process.arch} ${process.versions.modules} ${manifest.packageManager}`)
    .digest("hex");
  if (isCurrent(stamp, content)) return;
  process.stderr.write("Installing packages (once, some minutes on a slow line) …\n");
  pnpm(["install", "--frozen-lockfile"], "Installing packages");
  writeStamp(stamp, content);
}

function build(target, folders, command, args) {
  const stamp = join(root, "node_modules", `.toancanh-build-${target}`);
  const content = stateOf([...folders, "tsconfig.base.json", "pnpm-lock.yaml"]);
  if (isCurrent(stamp, content)) return;
  process.stderr.write(`Building ${target} …\n`);
  run(process.execPath, [join(root, command), ...args], `Building ${target}`);
  writeStamp(stamp, content);
}

/** Folders of the packages that run in Node: all but the dashboard. */
export function listServices() {
  return readdirSync(join(root, "packages"))
    .map((name) => `packages/${name}`)
    .filter((path) => path !== "packages/dashboard" && existsSync(join(root, path, "tsconfig.json")));
}

/**
 * Everything a command needs before it can run; `screens` also builds the dashboard, `bench` the benches.
 * Types are only stripped here: `npm run check` checks them, and a start need not wait for that.
 */
export function prepare(options) {
  checkNode();
  install();
  const services = listServices();
  build("services", services, "node_modules/typescript/bin/tsc", ["-b", "--noCheck", ...services]);
  if (options.bench) {
    build("bench", [...services, "bench/src"], "node_modules/typescript/bin/tsc", [
      "-b",
      "--noCheck",
      "bench",
    ]);
  }
  if (options.screens) {
    const sources = ["dashboard", "contracts", "domain", "geo", "words"].map((name) => `packages/${name}`);
    build("screens", sources, "packages/dashboard/node_modules/vite/bin/vite.js", [
      "build",
      "packages/dashboard",
    ]);
  }
}
