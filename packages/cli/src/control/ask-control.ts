import { readFile } from "node:fs/promises";
import { join } from "node:path";
import Type from "typebox";
import { Compile } from "typebox/compile";
import { CommandError } from "../terminal/output.ts";
import { CONTROL_FILE } from "./control-server.ts";

const address = Compile(Type.Object({ url: Type.String(), secret: Type.String() }));
const refusal = Compile(
  Type.Object({ error: Type.Object({ message: Type.String(), exit_code: Type.Enum([1, 2]) }) }),
);
const success = Compile(Type.Object({ result: Type.Unknown() }));

/**
 * Asks the process that holds a data directory and waits, however long it takes, for what it says. Null when no process
 * does: what one left that was killed leads nowhere.
 * @throws CommandError with what that process says it failed for
 */
export async function askControl(
  dataDir: string,
  what: string,
  body: object,
): Promise<{ result: unknown } | null> {
  const response = await send(dataDir, what, body);
  if (response === null) return null;
  const said: unknown = await response.json();
  if (refusal.Check(said)) throw new CommandError(said.error.message, said.error.exit_code === 2 ? 2 : 1);
  if (success.Check(said)) return { result: said.result };
  throw new CommandError(`the process that holds ${dataDir} gave an answer of another version`, 1);
}

/** As {@link askControl}, for an answer of many lines; what breaks off fails the reader. */
export async function streamControl(dataDir: string, what: string): Promise<Response["body"]> {
  return (await send(dataDir, what, {}))?.body ?? null;
}

async function send(dataDir: string, what: string, body: object): Promise<Response | null> {
  const known = await readAddress(dataDir);
  if (known === null) return null;
  try {
    const response = await fetch(`${known.url}/${what}`, {
      method: "POST",
      headers: { authorization: `Bearer ${known.secret}` },
      body: JSON.stringify(body),
    });
    // Another program may have got the port since.
    return response.ok ? response : null;
  } catch {
    return null;
  }
}

async function readAddress(dataDir: string): Promise<{ url: string; secret: string } | null> {
  try {
    const value: unknown = JSON.parse(await readFile(join(dataDir, CONTROL_FILE), "utf8"));
    return address.Check(value) ? value : null;
  } catch {
    return null;
  }
}
