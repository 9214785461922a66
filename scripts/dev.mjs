// npm run dev [-- options of npm start]: the screens from Vite's dev server, hot reloaded, and behind it the API, which
// is compiled and started anew whenever a source of it changes. Types are not checked here. Ctrl-C ends all.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { ensureKafkaClient, namesKafka } from "./kafka-client.mjs";
import { listServices, prepare, root } from "./prepare.mjs";

const args = process.argv.slice(2);
prepare({ screens: false });
if (namesKafka(args)) await ensureKafkaClient();

const portAt = args.indexOf("--port");
const api = `http://127.0.0.1:${portAt < 0 ? 10220 : args[portAt + 1]}`;
const say = (line) => process.stderr.write(`${line}\n`);

const RUN =
  'const { runCli } = await import("./packages/cli/dist/run-cli.js"); await runCli(["start", ...process.argv.slice(1)]);';
let child = null;
let isEnding = false;

function startApi() {
  const started = spawn(process.execPath, ["--input-type=module", "-e", RUN, "--", ...args], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, UV_THREADPOOL_SIZE: "8" },
  });
  started.once("exit", (code) => {
    if (child === started) {
      child = null;
      if (!isEnding) say(`The API ended by itself (${code}); the next change starts it again`);
    }
  });
  child = started;
}

/** Ends the API and waits for it: two of them must not open the same data directory. */
async function stopApi() {
  const running = child;
  child = null;
  if (running === null || running.exitCode !== null) return;
  const ended = once(running, "exit");
  running.kill("SIGTERM");
  await ended;
}

let restarts = Promise.resolve();
let wanted = 0;
/** Starts the API anew; changes that come while it stops count as one. */
function restartApi() {
  wanted += 1;
  const number = wanted;
  restarts = restarts.then(async () => {
    if (number !== wanted || isEnding) return;
    await stopApi();
    if (isEnding) return;
    say(`Starting the API at ${api} …`);
    startApi();
  });
}

const compiler = spawn(
  process.execPath,
  [
    "node_modules/typescript/bin/tsc",
    "-b",
    "--watch",
    "--noCheck",
    "--preserveWatchOutput",
    ...listServices(),
  ],
  // A group of its own: the compiler may be a process that starts another, and the end must reach both.
  { cwd: root, stdio: ["ignore", "pipe", "inherit"], detached: true },
);
createInterface({ input: compiler.stdout }).on("line", (line) => {
  // The compiler's last line of every round, the first one included.
  if (line.includes("Watching for file changes")) restartApi();
  else if (line.includes("error TS")) say(line);
});

const dashboard = join(root, "packages/dashboard");
const { createLogger, createServer } = await import(
  pathToFileURL(createRequire(join(dashboard, "package.json")).resolve("vite")).href
);
// While the API starts anew the screens ask in vain, and show it: that is no message for the terminal.
const customLogger = createLogger();
const writeError = customLogger.error;
customLogger.error = (message, options) => {
  if (!message.includes("proxy error")) writeError(message, options);
};
const proxy = Object.fromEntries(["/api", "/access", "/metrics"].map((path) => [path, { target: api }]));
const vite = await createServer({
  root: dashboard,
  configFile: join(dashboard, "vite.config.ts"),
  customLogger,
  server: { host: "127.0.0.1", port: 5173, proxy },
});
await vite.listen();
say(`Screens ${new URL("/wall", vite.resolvedUrls.local[0])}`);

async function end() {
  if (isEnding) return;
  isEnding = true;
  if (compiler.exitCode === null) process.kill(-compiler.pid, "SIGKILL");
  await Promise.all([vite.close(), stopApi()]);
  process.exit(0);
}
process.on("SIGINT", end);
process.on("SIGTERM", end);
