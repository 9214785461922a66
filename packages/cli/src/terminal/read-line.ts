import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { CommandError, type Terminal } from "./output.ts";

/**
 * One line of standard input; at a terminal without showing what is typed.
 * @throws CommandError (exit code 2) when there is none
 */
export async function readLine(prompt: string, { input, err }: Terminal): Promise<string> {
  const isTerminal = input.isTTY === true;
  if (isTerminal) err(prompt);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: silent, terminal: isTerminal });
  try {
    for await (const line of lines) return line;
  } finally {
    lines.close();
    if (isTerminal) err("\n");
  }
  throw new CommandError("there is no password: set TOANCANH_PASSWORD_FILE, or give it on standard input", 2);
}
