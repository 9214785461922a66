import { ImportError, importFile } from "@toancanh/ingest";
import type { Logger } from "pino";
import { createCityIngester, loadCity, openCityStore } from "../open-city.ts";
import { CommandError, showProgress, type Terminal } from "../output.ts";
import { defaultDataDir } from "../paths.ts";

export interface ImportCommandOptions {
  profile: string;
  data?: string;
  format: string;
}

/** Imports a file and prints its summary as JSON. */
export async function runImport(
  path: string,
  options: ImportCommandOptions,
  terminal: Terminal,
  log: Logger,
): Promise<void> {
  const city = await loadCity(options.profile);
  const format = city.profile.formats.find((candidate) => candidate.id === options.format) ?? null;
  if (format === null && options.format !== "cloudevents") {
    const known = ["cloudevents", ...city.profile.formats.map((candidate) => candidate.id)].join(", ");
    throw new CommandError(
      `profile "${city.profile.id}" has no format "${options.format}"; there are: ${known}`,
      2,
    );
  }
  const store = await openCityStore(city, options.data ?? defaultDataDir(options.profile));
  const ingester = createCityIngester(city, store, log);
  const progress = showProgress(terminal, "Importing");
  try {
    const summary = await importFile({
      path,
      format: format ?? "cloudevents",
      profile: city.profile,
      ingester,
      clock: { now: Date.now },
      onProgress: ({ bytesRead, totalBytes, rows }) =>
        progress.update(
          totalBytes === 0 ? 1 : bytesRead / totalBytes,
          `${rows.toLocaleString("en-US")} rows`,
        ),
    });
    progress.stop();
    terminal.out(`${JSON.stringify(summary, null, 2)}\n`);
  } catch (error) {
    progress.stop();
    if (error instanceof ImportError) throw new CommandError(error.message, 1, { cause: error });
    throw error;
  } finally {
    await ingester.close();
    await store.close();
  }
}
