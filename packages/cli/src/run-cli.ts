import { Command, CommanderError } from "commander";
import { pino } from "pino";
import { addAccessCommands } from "./access/access-commands.ts";
import { ACCESS_OPTION } from "./access/open-access.ts";
import { addKeepingCommands } from "./backup/add-keeping-commands.ts";
import { runCalendarCheck } from "./commands/calendar-check.ts";
import { runDeadline } from "./commands/deadline.ts";
import { runExplain } from "./commands/explain.ts";
import {
  type GeoCheckOptions,
  type GeoImportOptions,
  runGeoCheck,
  runGeoImport,
  runGeoOutlines,
} from "./commands/geo.ts";
import { type ImportCommandOptions, runImport } from "./commands/import.ts";
import { runLocate } from "./commands/locate.ts";
import { type MetricsOptions, runMetrics, SCOPES } from "./commands/metrics.ts";
import { runRebuild } from "./commands/rebuild.ts";
import { runStart } from "./commands/start.ts";
import { runVerify } from "./commands/verify.ts";
import { addConfigOption } from "./config/config-option.ts";
import { addDeskCommands } from "./desk-commands.ts";
import { addPipelineCommands, DEAD_LETTER_SHARE } from "./pipeline-commands.ts";
import { parseStartOptions, type RawStartOptions } from "./start/start-options.ts";
import { DATA_OPTION, PROFILE_OPTION } from "./terminal/city-options.ts";
import type { CommandHost } from "./terminal/command-host.ts";
import { CommandError, processTerminal, type Terminal } from "./terminal/output.ts";
import { ALLOW_HOST } from "./terminal/parse-allowed-hosts.ts";
import { PUBLIC_DELAY } from "./terminal/parse-public-delay.ts";

const CRS: [string, string] = [
  "--crs <name>",
  "coordinate system: EPSG code, VN-2000/<meridian> or proj string (default: what the file says, else WGS84)",
];
const CODE_PROPERTY: [string, string, string] = [
  "--code-property <name>",
  "attribute with a unit's code",
  "code",
];
const ALLOW: [string, string] = [
  "--allow <kinds>",
  "problems that are meant so: hole, overlap, misplaced, area_differs, name_differs (comma between)",
];
const NAME_PROPERTY: [string, string, string] = [
  "--name-property <name>",
  "attribute with a unit's name",
  "name",
];

/** Log lines as JSON on stderr: stdout belongs to results. */
function createLog(level: string) {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  );
}

function buildProgram(terminal: Terminal, done: (code: 0 | 1) => void): Command {
  const program = new Command("toancanh")
    .description("Toàn Cảnh 1022: the whole picture of a city's report line")
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .showHelpAfterError("Add --help to see what the command takes.");

  addConfigOption(program.command("start"))
    .description("wall, desk, API and embedded database in one process")
    .option(...PROFILE_OPTION)
    .option(...DATA_OPTION)
    .option("--port <number>", "port to listen on", "10220")
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option(...ACCESS_OPTION)
    .option(...ALLOW_HOST)
    .option(...PUBLIC_DELAY)
    .option("--rate <events/s>", "simulated events per second (default: the city's own volume)")
    .option("--clock <moment>", "live at that moment: 2026-11-25T12:30:00+07:00, or the city's local time")
    .option("--speed <number>", "seconds of the simulated clock in a second (default: 1)")
    .option(
      "--replay <source>",
      "events of a file (CloudEvents NDJSON) or of another data directory arrive again at their own times, in a fresh --data; without --clock from the first one on",
    )
    .option("--simulate", "simulated data, also where the config file has none", true)
    .option("--no-simulate", "no simulated data: wait for real events")
    .option(
      "--kafka <brokers>",
      "also read events from Kafka: host:port[,host:port], or local to start a broker",
    )
    .option("--kafka-config <file>", "JSON with tls and sasl; passwords come from KAFKA_PASSWORD[_FILE]")
    .option("--topic <name>", "topic with the report events", "report-events")
    .option("--group <name>", "consumer group (default: one that belongs to the data directory)")
    .option(...DEAD_LETTER_SHARE)
    .option("--months <number>", "months of simulated history at the first start", "13")
    .option("--seed <number>", "seed of the simulation at the first start", "1022")
    .option("--disk-warn <percent>", "warn when less of the data directory's disk is free (default: 10)")
    .option("--disk-alarm <percent>", "alarm when less of it is free (default: 3)")
    .option("--backup-to <dir>", "back up to that folder by itself, verified, and say when that fails")
    .option("--backup-every <hours>", "how old the newest backup may get", "24")
    .option("--log-level <level>", "pino level of the log on stderr", "warn")
    .action(async (raw: RawStartOptions & { logLevel: string }) =>
      done(await runStart(parseStartOptions(raw), terminal, createLog(raw.logLevel))),
    );

  const host: CommandHost = { terminal, done, createLog };
  addPipelineCommands(program, host);
  addAccessCommands(program, host);
  addKeepingCommands(program, host);
  addDeskCommands(program, host);

  program
    .command("import")
    .description(
      "import a file of reports; the same file twice changes nothing, a later one counts where they differ",
    )
    .argument(
      "<file>",
      "CSV or NDJSON, plain or gzip; with --format open311 JSON, or the address of an endpoint",
    )
    .option(...PROFILE_OPTION)
    .option(...DATA_OPTION)
    .requiredOption(
      "--format <id>",
      "a format of the profile, cloudevents (one JSON a line), or open311 (GeoReport v2)",
    )
    .option(
      "--feed <name>",
      "open311: name of where it comes from; part of event ids, must stay the same",
      "open311",
    )
    .option("--since <moment>", "open311 endpoint: where to begin, city's local time; see also pull")
    .option("--local-times", "open311: times without an offset are the city's local ones (else refused)")
    .option(
      "--snapshot-at <moment>",
      "when the reports were as the file has them: of two snapshots the later counts (default: the file's date)",
    )
    .action(async (file: string, options: ImportCommandOptions) => {
      await runImport(file, options, terminal, createLog("warn"));
      done(0);
    });

  program
    .command("metrics")
    .description("outcome counts of the reports received in a period, as JSON")
    .option(...PROFILE_OPTION)
    .option(...DATA_OPTION)
    .requiredOption("--from <moment>", "first moment, city's local time")
    .requiredOption("--to <moment>", "end, exclusive")
    .option("--as-of <moment>", "cut-off (default: now)")
    .option("--known-at <moment>", "as far as was known then (default: now)")
    .option("--by <scope>", `one row for each: ${SCOPES.join(", ")}`)
    .option("--exclude <endings>", "leave out rejected, merged or both (comma between)")
    .action(async (options: MetricsOptions) => {
      await runMetrics(options, terminal);
      done(0);
    });

  program
    .command("deadline")
    .description("deadlines of NDJSON lines from stdin, as NDJSON")
    .option(...PROFILE_OPTION)
    .option(
      "--calendar <file>",
      "CSV date,name,kind (holiday | make_up_workday) in place of the profile's days",
    )
    .action(async (options: { profile: string; calendar?: string }) =>
      done(await runDeadline(options, process.stdin, terminal)),
    );

  program
    .command("explain")
    .description("why a report is on time or late, step by step")
    .argument("<report-id>", "service_request_id")
    .option(...PROFILE_OPTION)
    .option(...DATA_OPTION)
    .option("--lang <language>", "vi or en", "vi")
    .option("--json", "as data")
    .option("--as-of <moment>", "as things stood then (default: now)")
    .action(
      async (
        id: string,
        options: { profile: string; data?: string; lang: string; json?: true; asOf?: string },
      ) => {
        await runExplain(id, options, terminal);
        done(0);
      },
    );

  program
    .command("calendar")
    .description("working calendars")
    .command("check")
    .description("working days of each year, and what is missing")
    .option(...PROFILE_OPTION)
    .action(async (options: { profile: string }) => done(await runCalendarCheck(options.profile, terminal)));

  program
    .command("locate")
    .description("wards of the points on stdin: lat,lon in, lat,lon,ward_code out")
    .option(...PROFILE_OPTION)
    .option("--boundaries <file>", "GeoJSON with exact boundaries in place of the profile's cells")
    .action(async (options: { profile: string; boundaries?: string }) =>
      done(await runLocate(options, process.stdin, terminal)),
    );

  const geo = program.command("geo").description("boundaries and outlines");
  geo
    .command("check")
    .description(
      "what is wrong with the boundaries of a file, by unit; with --profile also against its wards",
    )
    .argument("<file>", "GeoJSON FeatureCollection, or a .shp with its .dbf beside it")
    .option("--profile <id>", "compare with the wards of a city profile: codes, names, places, areas")
    .option("--valid-from <day>", "first day of their epoch (default: the one that began last)")
    .option(...ALLOW)
    .option(...CRS)
    .option(...CODE_PROPERTY)
    .option(...NAME_PROPERTY)
    .action(async (file: string, options: GeoCheckOptions) =>
      done(await runGeoCheck(file, options, terminal)),
    );
  geo
    .command("import")
    .description("take official boundaries into a profile: exact wards, cells and outlines from them")
    .argument("<file>", "GeoJSON FeatureCollection, or a .shp with its .dbf beside it")
    .option(...PROFILE_OPTION)
    .requiredOption("--level <level>", "level of the units: ward")
    .requiredOption("--valid-from <day>", "first day of their epoch, like 2025-07-01")
    .option(...ALLOW)
    .option(...CRS)
    .option(...CODE_PROPERTY)
    .option(...NAME_PROPERTY)
    .action(async (file: string, options: GeoImportOptions) =>
      done(await runGeoImport(file, options, terminal)),
    );
  geo
    .command("outlines")
    .description("draw a profile's ward outlines anew from its cells")
    .option(...PROFILE_OPTION)
    .action(async (options: { profile: string }) => {
      await runGeoOutlines(options.profile, terminal);
      done(0);
    });

  program
    .command("rebuild")
    .description("write every state anew from its events")
    .option(...PROFILE_OPTION)
    .option(...DATA_OPTION)
    .action(async (options: { profile: string; data?: string }) =>
      done(await runRebuild(options, terminal, createLog("warn"))),
    );

  program
    .command("verify")
    .description(
      "compare a stopped data directory with the simulation's schedule and its states with their events",
    )
    .option(...PROFILE_OPTION)
    .option(...DATA_OPTION)
    .action(async (options: { profile: string; data?: string }) => done(await runVerify(options, terminal)));

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
    const program = buildProgram(terminal, (code) => {
      process.exitCode = code;
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
