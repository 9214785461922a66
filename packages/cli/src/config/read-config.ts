import { readFileSync } from "node:fs";
import { dirname, resolve, sep } from "node:path";
import { isHostName, parseCommentedJson } from "@toancanh/api";
import { type ConfigFile, ConfigFileSchema } from "@toancanh/contracts";
import { Compile } from "typebox/compile";
import { isLoopback } from "../access/open-access.ts";
import { CommandError } from "../terminal/output.ts";
import { type ConfigFault, describeSchemaFaults } from "./schema-faults.ts";

const checked = Compile(ConfigFileSchema);

/**
 * Reads a config file, its paths made absolute, and all that is wrong with it by itself, without a look at the machine.
 * @returns `config` null when it cannot be understood at all
 * @throws CommandError (exit code 2) when there is no such file
 */
export function readConfig(path: string): { config: ConfigFile | null; faults: ConfigFault[] } {
  let value: unknown;
  try {
    value = parseCommentedJson(readText(path));
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const cause = error instanceof Error ? error.message : String(error);
    const cure = "write JSON; comments begin with //; see docs/config.example.jsonc";
    return { config: null, faults: [{ path: "/", cause: `it is no JSON: ${cause}`, cure }] };
  }
  if (!checked.Check(value)) {
    return { config: null, faults: describeSchemaFaults(ConfigFileSchema, checked.Errors(value)) };
  }
  const config = withAbsolutePaths(value, dirname(resolve(path)));
  return { config, faults: findContradictions(config) };
}

/** @throws CommandError (exit code 2) that names every fault */
export function requireConfig(path: string): ConfigFile {
  const { config, faults } = readConfig(path);
  if (config !== null && faults.length === 0) return config;
  throw new CommandError(`${path} cannot be used:\n${faults.map(showFault).join("\n")}`, 2);
}

export function showFault({ path, cause, cure }: ConfigFault): string {
  return `  ${path}: ${cause}; ${cure}`;
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new CommandError(
      `there is no config file ${path} that can be read: copy docs/config.example.jsonc there`,
      2,
      { cause },
    );
  }
}

/** Relative paths are relative to the file, not to where a command happens to be started. */
function withAbsolutePaths(config: ConfigFile, folder: string): ConfigFile {
  const { data, access, kafka, backup } = config;
  return {
    ...config,
    ...(data === undefined ? {} : { data: resolve(folder, data) }),
    ...(access === undefined ? {} : { access: resolve(folder, access) }),
    ...(kafka?.connection === undefined
      ? {}
      : { kafka: { ...kafka, connection: resolve(folder, kafka.connection) } }),
    ...(backup === undefined ? {} : { backup: { ...backup, to: resolve(folder, backup.to) } }),
  };
}

/** What each field allows and all together do not. */
function findContradictions({ listen, access, data, backup, disk }: ConfigFile): ConfigFault[] {
  const faults: ConfigFault[] = [];
  const host = listen?.host ?? "127.0.0.1";
  if (access === undefined && !isLoopback(host)) {
    faults.push({
      path: "/listen/host",
      cause: `${host} can be reached from other machines, and nothing says who may come in`,
      cure: 'name an access file under "access" (docs/access.example.jsonc), or listen on 127.0.0.1',
    });
  }
  for (const [index, name] of (listen?.allowed_hosts ?? []).entries()) {
    if (isHostName(name)) continue;
    faults.push({
      path: `/listen/allowed_hosts/${index}`,
      cause: `"${name}" is no host name`,
      cure: "write names like wall.city.example, without scheme, port or pattern",
    });
  }
  const warn = disk?.warn_percent ?? 10;
  const alarm = disk?.alarm_percent ?? 3;
  if (alarm > warn) {
    faults.push({
      path: "/disk/alarm_percent",
      cause: `the alarm at ${alarm} % would come before the warning at ${warn} %`,
      cure: "lower alarm_percent or raise warn_percent",
    });
  }
  if (backup?.to.endsWith(".tar") === true) {
    faults.push({
      path: "/backup/to",
      cause: "it names one archive, and many backups are to come",
      cure: "name a folder",
    });
  }
  if (data !== undefined && backup !== undefined && `${backup.to}${sep}`.startsWith(`${data}${sep}`)) {
    faults.push({
      path: "/backup/to",
      cause: "it lies in the data directory and would be lost with it",
      cure: "name a folder outside, best on another disk",
    });
  }
  return faults;
}
