import { Command, CommanderError } from "commander";
import { pino } from "pino";
import { addAccessCommands } from "./program/access-commands.ts";
import type { CommandHost } from "./program/command-host.ts";
import { addDataCommands } from "./program/data-commands.ts";
import { addDeskCommands } from "./program/desk-commands.ts";
import { addKeepingCommands } from "./program/keeping-commands.ts";
import { addPipelineCommands } from "./program/pipeline-commands.ts";
import { addPlaceCommands } from "./program/place-commands.ts";
import { addStartCommand } from "./program/start-command.ts";
import { CommandError, processTerminal, type Terminal } from "./terminal/output.ts";

/** Log lines as JSON on stderr: stdout belongs to results. */
function createLog(level: string) {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  );
}

/**
 * The reader of config files. It is loaded only for a command line that names one, and before its options are parsed,
 * since commander does not wait while it parses them.
 */
async function loadConfigReader(args: readonly string[]): Promise<CommandHost["readConfig"]> {
  if (args.some((arg) => arg.startsWith("--config")))
    return (await import("./config/read-config.ts")).requireConfig;
  return (path) => {
    throw new Error(`${path} was not named by --config`);
  };
}

/** Heads of the commands alone: what a command does is loaded when it runs, so that none waits for the others' parts. */
function buildProgram(host: CommandHost): Command {
  const { out, err } = host.terminal;
  const program = new Command("toancanh")
    .description("Toàn Cảnh 1022: the whole picture of a city's report line")
    .exitOverride()
    .configureOutput({ writeOut: out, writeErr: err })
    .showHelpAfterError("Add --help to see what the command takes.");
  addStartCommand(program, host);
  addPipelineCommands(program, host);
  addAccessCommands(program, host);
  addKeepingCommands(program, host);
  addDeskCommands(program, host);
  addDataCommands(program, host);
  addPlaceCommands(program, host);
  return program;
}

/** What no command foresaw, in a line: the first of its message, and how to see the rest. */
function describeUnknown(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const first = message.split("\n", 1)[0]?.slice(0, 500) ?? "";
  return `${first || "failed without a message"} (TOANCANH_DEBUG=1 shows where)`;
}

/**
 * Runs one command of `toancanh` and sets the process's exit code: 0 done, 1 failed, 2 wrong usage.
 * @param args what follows the command's name
 * @public
 */
export async function runCli(args: readonly string[], terminal: Terminal = processTerminal): Promise<void> {
  try {
    const program = buildProgram({
      terminal,
      createLog,
      done: (code) => {
        process.exitCode = code;
      },
      readConfig: await loadConfigReader(args),
    });
    await program.parseAsync([...args], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    const known = error instanceof CommandError;
    terminal.err(`toancanh: ${known ? error.message : describeUnknown(error)}\n`);
    if (!known && process.env.TOANCANH_DEBUG === "1" && error instanceof Error)
      terminal.err(`${error.stack}\n`);
    process.exitCode = known ? error.exitCode : 1;
  }
}
