import type { Command } from "commander";
import type { PeriodOptions } from "../periods/period-command.ts";
import type { RankingOptions } from "../ranking/run-ranking.ts";
import type { ReportOptions } from "../scorecards/run-report.ts";
import type { ScorecardOptions } from "../scorecards/run-scorecard.ts";
import type { CommandHost } from "./command-host.ts";
import { DATA_OPTION, DESPITE_BLOCKS, PERIOD_ACTS, PROFILE_OPTION } from "./options.ts";

const KIND: [string, string] = [
  "--kind <kind>",
  "official or calendar (default: the first kind of the profile)",
];

const ABOUT: Readonly<Record<(typeof PERIOD_ACTS)[number], string>> = {
  freeze: "fix the figures of a period after its cut-off",
  publish: "make frozen figures public",
  revise: "judge a closed period again by what is known now: a further revision, and what it changed",
  verify: "compute the newest revision again from its events; exit code 1 when it is not the same",
  reconcile: "why the period differs from the calendar month of its name: every report, by reason",
};

/** Adds the commands of the desk: closing periods, ranking units, printing scorecards. */
export function addDeskCommands(program: Command, { terminal, done }: CommandHost): void {
  const periods = program.command("period").description("closing reporting periods, as JSON");
  periods
    .command("list")
    .description("periods, newest first: state, revision, hash, and what speaks against closing")
    .argument("[period]", "only this one, like 2025-10")
    .option(...PROFILE_OPTION)
    .option(...DATA_OPTION)
    .option(...KIND)
    .action(async (name: string | undefined, options: PeriodOptions) => {
      const { listPeriods } = await import("../periods/run-period.ts");
      await listPeriods(name, options, terminal);
      done(0);
    });
  for (const name of PERIOD_ACTS) {
    const command = periods
      .command(name)
      .description(ABOUT[name])
      .argument("<period>", "named by the month in which it ends, like 2025-10")
      .option(...PROFILE_OPTION)
      .option(...DATA_OPTION)
      .option(...KIND);
    if (name === "revise") command.option("--reason <text>", "why the published figures change");
    if (name === "freeze") command.option(DESPITE_BLOCKS, "freeze in spite of what speaks against it");
    command.action(
      async (period: string, options: PeriodOptions & { reason?: string; despiteBlocks?: true }) => {
        const { runPeriod } = await import("../periods/run-period.ts");
        done(await runPeriod(name, period, options, terminal));
      },
    );
  }

  program
    .command("ranking")
    .description("ranks a peer group: points with their components, and the fair view beside them, as JSON")
    .option(...PROFILE_OPTION)
    .option(...DATA_OPTION)
    .option(...KIND)
    .requiredOption("--period <period>", "named by the month in which it ends, like 2025-10")
    .requiredOption("--group <group>", "a block of agencies, or district:NAME for the wards of one")
    .option("--scoring <id>", "scoring file of the profile (default: the profile's default)")
    .option("--over <number>", "so many periods together, the named one the last: 1, 3 or 12", "1")
    .option("--explain <unit>", "also what each report cost this unit, and its own past")
    .option("--what-if <unit>", "rank as if reports of this unit were closed now; see --close")
    .option("--close <ids>", "the reports to close, comma between")
    .option("--as-of <moment>", "as things stood then (default: the cut-off, or now)")
    .option(
      "--known-at <moment>",
      "as far as was known then (default: what the closed revision knew, or now)",
    )
    .action(async (options: RankingOptions) => {
      const { runRanking } = await import("../ranking/run-ranking.ts");
      await runRanking(options, terminal);
      done(0);
    });

  program
    .command("scorecard")
    .description("writes the scorecard of a unit, or of every agency and ward, as files; progress on stderr")
    .option(...PROFILE_OPTION)
    .option(...DATA_OPTION)
    .option(...KIND)
    .requiredOption("--period <period>", "named by the month in which it ends, like 2025-10")
    .option("--unit <unit>", "city, block:ID, an agency's id, ward:CODE or district:NAME")
    .option("--out <files...>", "files to write, by their endings: .pdf .docx .xlsx .csv .json")
    .option("--all <dir>", "a folder for every agency and ward in force")
    .option("--format <formats>", "of --all, comma between: pdf, docx, xlsx, csv, json", "pdf")
    .option("--revision <number>", "of a closed period (default: the newest)")
    .option("--draft", "also of a period that is not frozen, marked as a draft")
    .option("--lang <language>", "vi or en", "vi")
    .action(async (options: ScorecardOptions) => {
      const { runScorecard } = await import("../scorecards/run-scorecard.ts");
      await runScorecard(options, terminal);
      done(0);
    });

  program
    .command("report")
    .description("writes the city's report of a period as PDF or DOCX, in the form of a state document")
    .option(...PROFILE_OPTION)
    .option(...DATA_OPTION)
    .option(...KIND)
    .requiredOption("--period <period>", "named by the month in which it ends, like 2025-10")
    .requiredOption("--out <files...>", "files to write, by their endings: .pdf .docx")
    .option("--remark <file>", "text that the report says beside its figures; kept with the newest revision")
    .option("--revision <number>", "of a closed period (default: the newest)")
    .option("--draft", "also of a period that is not frozen, marked as a draft")
    .option("--lang <language>", "vi or en", "vi")
    .action(async (options: ReportOptions) => {
      const { runReport } = await import("../scorecards/run-report.ts");
      await runReport(options, terminal);
      done(0);
    });
}
