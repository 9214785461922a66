import type { ConfigFile } from "@toancanh/contracts";
import type { Logger } from "pino";
import type { Terminal } from "../terminal/output.ts";

/** What a command is given by the process it runs in. */
export interface CommandHost {
  terminal: Terminal;
  /** Sets the exit code; commands that fail throw instead. */
  done: (code: 0 | 1) => void;
  /** A log on stderr of that pino level. */
  createLog: (level: string) => Logger;
  /** Reads a config file. @throws CommandError (exit code 2) that names every fault */
  readConfig: (path: string) => ConfigFile;
}
