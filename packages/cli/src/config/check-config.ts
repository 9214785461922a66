import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { ConfigFile } from "@toancanh/contracts";
import { readAccess } from "../access/open-access.ts";
import { loadCity } from "../city/open-city.ts";
import { parseKafkaOptions } from "../kafka/kafka-options.ts";
import { CommandError, type Terminal } from "../terminal/output.ts";
import { readConfig, showFault } from "./read-config.ts";
import type { ConfigFault } from "./schema-faults.ts";

/**
 * Whether a config file can be used on this machine: its fields, what they contradict, and the files and folders that
 * they name. Prints what was found as JSON, and each fault as a line for a person. @returns exit code: 1 for any fault
 */
export async function checkConfig(file: string, terminal: Terminal): Promise<0 | 1> {
  const { config, faults } = readConfig(file);
  if (config !== null) faults.push(...(await findMissing(config)));
  terminal.out(`${JSON.stringify({ file, usable: faults.length === 0, faults }, null, 2)}\n`);
  for (const fault of faults) terminal.err(`${showFault(fault)}\n`);
  return faults.length === 0 ? 0 : 1;
}

/** What the machine does not have or does not allow. */
async function findMissing(config: ConfigFile): Promise<ConfigFault[]> {
  const { profile = "hcmc", data, access: accessFile, kafka, backup } = config;
  const found = [
    await refusalOf("/profile", "name a folder under profiles/ that loads", () => loadCity(profile)),
    data === undefined ? null : await findFolderFault("/data", data),
    backup === undefined ? null : await findFolderFault("/backup/to", backup.to),
    accessFile === undefined
      ? null
      : await refusalOf("/access", "mend that file (docs/access.example.jsonc)", () =>
          readAccess(accessFile),
        ),
    kafka?.connection === undefined
      ? null
      : await refusalOf("/kafka/connection", "mend that file or the environment (docs/connect.md)", () =>
          parseKafkaOptions({
            kafka: "broker:1",
            topic: "",
            group: "",
            maxDeadLetterShare: "0",
            kafkaConfig: kafka.connection ?? "",
          }),
        ),
  ];
  return found.filter((fault) => fault !== null);
}

async function refusalOf(path: string, cure: string, work: () => unknown): Promise<ConfigFault | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof CommandError) return { path, cause: error.message, cure };
    throw error;
  }
}

/** A folder that is to be written to: there, or to be made in the nearest one that is. */
async function findFolderFault(path: string, folder: string): Promise<ConfigFault | null> {
  let nearest = folder;
  let found = await stat(nearest).catch(() => null);
  while (found === null && dirname(nearest) !== nearest) {
    nearest = dirname(nearest);
    found = await stat(nearest).catch(() => null);
  }
  if (found?.isDirectory() !== true) {
    return { path, cause: `${nearest} is no folder`, cure: "name a folder" };
  }
  try {
    await access(nearest, constants.W_OK);
    return null;
  } catch {
    return {
      path,
      cause: `${nearest} may not be written to by this user`,
      cure: "give it to this user (chown), or name another folder",
    };
  }
}
