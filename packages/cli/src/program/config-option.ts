import type { ConfigFile } from "@toancanh/contracts";
import type { Command } from "commander";
import type { CommandHost } from "./command-host.ts";

/** Adds `--config FILE`, whose settings count where the command line says nothing. */
export function addConfigOption(command: Command, { readConfig }: Pick<CommandHost, "readConfig">): Command {
  return command
    .option("--config <file>", "settings of a file (docs/config.example.jsonc); the command line counts more")
    .on("option:config", (file: string) => {
      const settings = optionsOf(readConfig(file));
      for (const name of command.options.map((option) => option.attributeName())) {
        const value = settings[name];
        if (value === undefined || command.getOptionValueSource(name) === "cli") continue;
        command.setOptionValueWithSource(name, value, "config");
      }
    });
}

/** A config file as the command line would say it: values by the names of the options. */
function optionsOf(config: ConfigFile): Readonly<Record<string, string | boolean | undefined>> {
  const { listen, simulation, kafka, server, backup, disk, open_data } = config;
  return {
    profile: config.profile,
    data: config.data,
    host: listen?.host,
    port: toText(listen?.port),
    allowHost: listen?.allowed_hosts?.join(","),
    access: config.access,
    publicDelay: open_data?.enabled === false ? "off" : toText(open_data?.delay_minutes),
    simulate: simulation?.enabled,
    rate: toText(simulation?.rate),
    months: toText(simulation?.months),
    seed: toText(simulation?.seed),
    kafka: kafka?.brokers,
    topic: kafka?.topic,
    group: kafka?.group,
    kafkaConfig: kafka?.connection,
    maxDeadLetterShare: toText(kafka?.max_dead_letter_share),
    deadLetterTopic: kafka?.dead_letter_topic,
    clickhouse: server?.clickhouse,
    clickhouseUser: server?.user,
    clickhouseDatabase: server?.database,
    backupTo: backup?.to,
    backupEvery: toText(backup?.every_hours),
    diskWarn: toText(disk?.warn_percent),
    diskAlarm: toText(disk?.alarm_percent),
    logLevel: config.log_level,
  };
}

function toText(number: number | undefined): string | undefined {
  return number === undefined ? undefined : String(number);
}
