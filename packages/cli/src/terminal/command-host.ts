import type { Logger } from "pino";
import type { Terminal } from "./output.ts";

/** What a command is given by the process it runs in. */
export interface CommandHost {
  terminal: Terminal;
  /** Sets the exit code; commands that fail throw instead. */
  done: (code: 0 | 1) => void;
  /** A log on stderr of that pino level. */
  createLog: (level: string) => Logger;
}
