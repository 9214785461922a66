import { ImportError, importFile, importOpen311File } from "@toancanh/ingest";
import type { Logger } from "pino";
import { createCityIngester, loadCity, openCityStore } from "../city/open-city.ts";
import { defaultDataDir } from "../city/paths.ts";
import { clockOfDirectory } from "../clock/directory-clock.ts";
import { CommandError, showProgress, type Terminal } from "../terminal/output.ts";
import { parseMoment } from "../terminal/parse-moment.ts";
import { countSnapshots, open311Mapping, runPull } from "./pull.ts";

export interface ImportCommandOptions {
  profile: string;
  data?: string;
  format: string;
  /** Name of where an open311 file or endpoint comes from. */
  feed: string;
  /** Of an open311 endpoint. */
  since?: string;
  /** When the reports were as the file has them. */
  snapshotAt?: string;
  /** open311: times without an offset are the city's local ones. */
  localTimes?: true;
}

/** As `pull` has them. */
const PULL_DEFAULTS = { by: "requested", overlapHours: "168" };
const ADDRESS = /^https?:\/\//i;

/** Imports a file, or what an Open311 endpoint has, and prints its summary as JSON. */
export async function runImport(
  path: string,
  options: ImportCommandOptions,
  terminal: Terminal,
  log: Logger,
): Promise<void> {
  if (ADDRESS.test(path)) return importAddress(path, options, terminal, log);
  const city = await loadCity(options.profile);
  const format = city.profile.formats.find((candidate) => candidate.id === options.format) ?? null;
  if (format === null && options.format !== "cloudevents" && options.format !== "open311") {
    const known = ["cloudevents", "open311", ...city.profile.formats.map(({ id }) => id)].join(", ");
    throw new CommandError(
      `profile "${city.profile.id}" has no format "${options.format}"; there are: ${known}`,
      2,
    );
  }
  const snapshotAt = readSnapshotAt(options, city.profile.time_zone);
  const store = await openCityStore(city, options.data ?? defaultDataDir(options.profile));
  const clock = await clockOfDirectory(store);
  const ingester = await createCityIngester(city, store, clock, log);
  const progress = showProgress(terminal, "Importing");
  try {
    const summary =
      format === null && options.format === "open311"
        ? await importOpen311File({
            path,
            mapping: open311Mapping(city, options.feed, options.localTimes ?? false),
            ingester,
            clock,
            ...snapshotAt,
          })
        : await importFile({
            path,
            format: format ?? "cloudevents",
            profile: city.profile,
            ingester,
            clock,
            ...snapshotAt,
            onProgress: ({ bytesRead, totalBytes, rows }) =>
              progress.update(
                totalBytes === 0 ? 1 : bytesRead / totalBytes,
                `${rows.toLocaleString("en-US")} rows`,
              ),
          });
    progress.stop();
    terminal.out(`${JSON.stringify({ ...summary, ...countSnapshots(summary) }, null, 2)}\n`);
  } catch (error) {
    progress.stop();
    if (error instanceof ImportError) throw new CommandError(error.message, 1, { cause: error });
    throw error;
  } finally {
    await ingester.close();
    await store.close();
  }
}

/** @throws CommandError (exit code 2) for what is no moment, or where the file is no snapshot */
function readSnapshotAt(
  { snapshotAt, format }: ImportCommandOptions,
  timeZone: string,
): { snapshotAt?: number } {
  if (snapshotAt === undefined) return {};
  if (format === "cloudevents") {
    throw new CommandError("--snapshot-at is for snapshots of reports: events have times of their own", 2);
  }
  return { snapshotAt: parseMoment(snapshotAt, "snapshot-at", timeZone) };
}

/** @throws CommandError (exit code 2) for a format that has no endpoints, or without a beginning */
async function importAddress(
  endpoint: string,
  { format, since, snapshotAt, ...options }: ImportCommandOptions,
  terminal: Terminal,
  log: Logger,
): Promise<void> {
  if (format !== "open311") {
    throw new CommandError(
      `only --format open311 imports from an address: fetch ${endpoint} into a file first`,
      2,
    );
  }
  if (since === undefined) {
    throw new CommandError("an address needs --since: where to begin, in the city's local time", 2);
  }
  if (snapshotAt !== undefined) {
    throw new CommandError("--snapshot-at is for files: what an address gives is as of now", 2);
  }
  await runPull(endpoint, { ...options, ...PULL_DEFAULTS, since }, terminal, log);
}
