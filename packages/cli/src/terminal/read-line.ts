import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { CommandError } from "./output.ts";

/**
 * One line of standard input; at a terminal without showing what is typed.
 * @throws CommandError (exit code 2) when there is none
 */
export async function readLine(prompt: string): Promise<string> {
  const isTerminal = process.stdin.isTTY === true;
  if (isTerminal) process.stderr.write(prompt);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: isTerminal });
  try {
    for await (const line of lines) return line;
  } finally {
    lines.close();
    if (isTerminal) process.stderr.write("\n");
  }
  throw new CommandError("there is no password: set TOANCANH_PASSWORD_FILE, or give it on standard input", 2);
}
