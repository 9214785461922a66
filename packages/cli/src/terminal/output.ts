import type { Readable } from "node:stream";
import { SingleBar } from "cli-progress";

/** An error whose message is for the person at the shell: cause and cure in one line. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly exitCode: 1 | 2;

  /** @param exitCode 1 = failed, 2 = wrong usage. */
  constructor(message: string, exitCode: 1 | 2, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** Where a command reads, and writes: results on `out`, everything else on `err`. */
export interface Terminal {
  /** Standard input: taken as a person's where it is a TTY. */
  input: Readable & { isTTY?: boolean };
  out: (text: string) => void;
  err: (text: string) => void;
  /** Whether `err` is a terminal that can redraw a line. */
  interactive: boolean;
}

export const processTerminal: Terminal = {
  input: process.stdin,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  interactive: process.stderr.isTTY === true,
};

export interface Progress {
  /** @param done share 0..1 */
  update(done: number, note: string): void;
  stop(): void;
}

/** A bar on a terminal, a line at every tenth elsewhere. */
export function showProgress(terminal: Terminal, label: string): Progress {
  if (terminal.interactive) {
    const bar = new SingleBar({
      format: `${label} {bar} {percentage} % · {note}`,
      barsize: 30,
      hideCursor: true,
      stream: process.stderr,
    });
    bar.start(1000, 0, { note: "" });
    return {
      update: (done, note) => bar.update(Math.round(done * 1000), { note }),
      stop: () => bar.stop(),
    };
  }
  let tenth = -1;
  return {
    update(done, note) {
      const now = Math.floor(done * 10);
      if (now === tenth) return;
      tenth = now;
      terminal.err(`${label}: ${now * 10} % · ${note}\n`);
    },
    stop() {},
  };
}
