import type { Command } from "commander";
import type { ImportCommandOptions } from "../commands/import.ts";
import type { MetricsOptions } from "../commands/metrics.ts";
import type { CommandHost } from "./command-host.ts";
import { DATA_OPTION, METRIC_SCOPES, PROFILE_OPTION } from "./options.ts";

/** Adds the commands that put reports in, and say what they come to. */
export function addDataCommands(program: Command, { terminal, done, createLog }: CommandHost): void {
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
      const { runImport } = await import("../commands/import.ts");
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
    .option("--by <scope>", `one row for each: ${METRIC_SCOPES.join(", ")}`)
    .option("--exclude <endings>", "leave out rejected, merged or both (comma between)")
    .action(async (options: MetricsOptions) => {
      const { runMetrics } = await import("../commands/metrics.ts");
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
    .action(async (options: { profile: string; calendar?: string }) => {
      const { runDeadline } = await import("../commands/deadline.ts");
      done(await runDeadline(options, terminal));
    });

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
        const { runExplain } = await import("../commands/explain.ts");
        await runExplain(id, options, terminal);
        done(0);
      },
    );

  program
    .command("rebuild")
    .description("write every state anew from its events")
    .option(...PROFILE_OPTION)
    .option(...DATA_OPTION)
    .action(async (options: { profile: string; data?: string }) => {
      const { runRebuild } = await import("../commands/rebuild.ts");
      done(await runRebuild(options, terminal, createLog("warn")));
    });

  program
    .command("verify")
    .description(
      "compare a stopped data directory with the simulation's schedule and its states with their events",
    )
    .option(...PROFILE_OPTION)
    .option(...DATA_OPTION)
    .action(async (options: { profile: string; data?: string }) => {
      const { runVerify } = await import("../commands/verify.ts");
      done(await runVerify(options, terminal));
    });
}
