import { explainReport } from "@toancanh/domain";
import { renderExplanation } from "@toancanh/words";
import { loadCity, openCityStore } from "../city/open-city.ts";
import { defaultDataDir } from "../city/paths.ts";
import { clockOfDirectory } from "../clock/directory-clock.ts";
import { CommandError, type Terminal } from "../terminal/output.ts";
import { parseMoment } from "../terminal/parse-moment.ts";

export interface ExplainOptions {
  profile: string;
  data?: string;
  lang: string;
  json?: true;
  asOf?: string;
}

/** Prints why a report is on time or late, step by step: as text, or as data with `--json`. */
export async function runExplain(id: string, options: ExplainOptions, terminal: Terminal): Promise<void> {
  const { lang } = options;
  if (lang !== "vi" && lang !== "en") throw new CommandError(`--lang takes vi or en, not "${lang}"`, 2);
  const city = await loadCity(options.profile);
  const asked =
    options.asOf === undefined ? null : parseMoment(options.asOf, "as-of", city.profile.time_zone);
  const path = options.data ?? defaultDataDir(options.profile);
  const store = await openCityStore(city, path);
  try {
    const asOf = asked ?? (await clockOfDirectory(store)).now();
    const reports = await store.query("report_by_id", { service_request_id: id });
    const explanation = explainReport(city.rulebook, await store.readEvents(reports), asOf);
    if (explanation === null) {
      throw new CommandError(
        `no report "${id}" in ${path} by then: check the id, --profile, --data and --as-of`,
        1,
      );
    }
    terminal.out(
      options.json === true
        ? `${JSON.stringify(explanation, null, 2)}\n`
        : `${renderExplanation(explanation, lang).join("\n")}\n`,
    );
  } finally {
    await store.close();
  }
}
