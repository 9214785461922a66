import { parseArgs } from "node:util";
import { startClickHouseFront } from "./clickhouse-front.ts";
import { startFrontControl } from "./front-control.ts";

/**
 * The front as its own process: `--dir DIR` (else temporary), `--port N`, `--control-port N`, `--user name:password`
 * (may be repeated), `--until-stdin-ends` (end with the parent process). Prints one line of JSON when it is ready:
 * `{"url", "controlUrl", "pid"}`; SIGTERM or SIGINT ends it.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      dir: { type: "string" },
      port: { type: "string", default: "0" },
      "control-port": { type: "string", default: "0" },
      user: { type: "string", multiple: true },
      "until-stdin-ends": { type: "boolean", default: false },
    },
  });
  const users = values.user?.map((pair): [string, string] => {
    const [name = "", ...password] = pair.split(":");
    return [name, password.join(":")];
  });
  const front = await startClickHouseFront({
    ...(values.dir === undefined ? {} : { path: values.dir }),
    ...(users === undefined ? {} : { users: Object.fromEntries(users) }),
    port: Number(values.port),
  });
  const control = await startFrontControl(front.faults, Number(values["control-port"]));
  process.stdout.write(`${JSON.stringify({ url: front.url, controlUrl: control.url, pid: process.pid })}\n`);

  let ending = false;
  const end = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    await control.stop();
    await front.stop();
    process.stdin.destroy();
  };
  process.on("SIGTERM", () => void end());
  process.on("SIGINT", () => void end());
  if (values["until-stdin-ends"]) process.stdin.on("end", () => void end()).resume();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
