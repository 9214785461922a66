import type { Command } from "commander";
import type { RawStartOptions } from "../start/start-options.ts";
import type { CommandHost } from "./command-host.ts";
import { addConfigOption } from "./config-option.ts";
import {
  ACCESS_OPTION,
  ALLOW_HOST_OPTION,
  DATA_OPTION,
  DEAD_LETTER_SHARE_OPTION,
  PROFILE_OPTION,
  PUBLIC_DELAY_OPTION,
} from "./options.ts";

/** Adds the command that runs the whole product in one process. */
export function addStartCommand(program: Command, host: CommandHost): void {
  const { terminal, done, createLog } = host;
  addConfigOption(program.command("start"), host)
    .description("wall, desk, API and embedded database in one process")
    .option(...PROFILE_OPTION)
    .option(...DATA_OPTION)
    .option("--port <number>", "port to listen on", "10220")
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option(...ACCESS_OPTION)
    .option(...ALLOW_HOST_OPTION)
    .option(...PUBLIC_DELAY_OPTION)
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
    .option(...DEAD_LETTER_SHARE_OPTION)
    .option("--months <number>", "months of simulated history at the first start", "13")
    .option("--seed <number>", "seed of the simulation at the first start", "1022")
    .option("--disk-warn <percent>", "warn when less of the data directory's disk is free (default: 10)")
    .option("--disk-alarm <percent>", "alarm when less of it is free (default: 3)")
    .option("--backup-to <dir>", "back up to that folder by itself, verified, and say when that fails")
    .option("--backup-every <hours>", "how old the newest backup may get", "24")
    .option("--log-level <level>", "pino level of the log on stderr", "warn")
    .action(async (raw: RawStartOptions & { logLevel: string }) => {
      const [{ parseStartOptions }, { runStart }] = await Promise.all([
        import("../start/start-options.ts"),
        import("../commands/start.ts"),
      ]);
      done(await runStart(parseStartOptions(raw), terminal, createLog(raw.logLevel)));
    });
}
