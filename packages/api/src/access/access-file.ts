import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type AccessConfig, AccessConfigSchema } from "@toancanh/contracts";
import { Compile } from "typebox/compile";

/** What is wrong with a file that `--access` names, and what to do: one line for each fault. */
export class AccessFileError extends Error {
  override readonly name = "AccessFileError";
}

/** An access file, with its paths made absolute and its files read. */
export interface AccessFile {
  config: AccessConfig;
  /** Folder for accounts and tokens. */
  stateFolder: string;
  clientSecret: string | null;
  tls: { cert: Buffer; key: Buffer } | null;
}

const DEFAULT_STATE = "access-state";
const checked = Compile(AccessConfigSchema);

/** Reads and checks an access file. @throws AccessFileError naming the place and what is allowed there */
export function readAccessFile(path: string): AccessFile {
  const value = parse(path, readText(path, `there is no access file ${path}`));
  if (!checked.Check(value)) {
    const faults = checked
      .Errors(value)
      .map(({ instancePath, message }) => `${instancePath || "/"} ${message}`);
    throw new AccessFileError(`${path}: ${[...new Set(faults)].slice(0, 5).join("; ")}`);
  }
  const config = value;
  for (const [index, rule] of (config.provider?.rules ?? []).entries()) {
    const where = `${path}: /provider/rules/${index}`;
    if (rule.matches !== undefined && !isPattern(rule.matches)) {
      throw new AccessFileError(`${where}/matches is no regular expression`);
    }
    if (rule.role === "office" && (rule.units ?? []).length === 0) {
      throw new AccessFileError(`${where}/units: an office needs units, like ward:26740`);
    }
  }
  const folder = dirname(path);
  const secretFile = config.provider?.client_secret_file;
  const { tls } = config;
  return {
    config,
    stateFolder: resolve(folder, config.state ?? DEFAULT_STATE),
    clientSecret:
      secretFile === undefined
        ? null
        : readText(resolve(folder, secretFile), `${path}: /provider/client_secret_file`).trim(),
    tls:
      tls === undefined
        ? null
        : {
            cert: Buffer.from(readText(resolve(folder, tls.certificate), `${path}: /tls/certificate`)),
            key: Buffer.from(readText(resolve(folder, tls.key), `${path}: /tls/key`)),
          },
  };
}

function readText(path: string, what: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new AccessFileError(`${what}: ${path} cannot be read`, { cause });
  }
}

function parse(path: string, text: string): unknown {
  try {
    return parseCommentedJson(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AccessFileError(`${path} is no JSON (comments with // are allowed): ${reason}`, { cause });
  }
}

/**
 * JSON with comments: `//` outside a string, to the end of its line.
 * @throws SyntaxError that names a place in the text as it stands
 */
export function parseCommentedJson(text: string): unknown {
  const blank = text.replaceAll(
    /("(?:[^"\\\n]|\\.)*")|\/\/[^\n]*/g,
    (match, string?: string) => string ?? " ".repeat(match.length),
  );
  return JSON.parse(blank);
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text, "u");
    return true;
  } catch {
    return false;
  }
}
