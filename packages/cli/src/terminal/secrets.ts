import { readFileSync } from "node:fs";
import { CommandError } from "./output.ts";

/**
 * A secret of the environment: `NAME`, or the content of the file that `NAME_FILE` names (its last line break left
 * out). Never of the command line, which every process on the machine can read.
 * @throws CommandError (exit code 2) when the file cannot be read
 */
export function readSecret(name: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const value = env[name];
  if (value !== undefined) return value;
  const path = env[`${name}_FILE`];
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, "utf8").replace(/\r?\n$/, "");
  } catch (error) {
    throw new CommandError(`${name}_FILE names ${path}, which cannot be read`, 2, { cause: error });
  }
}
