import type { OutcomeCounts, ReportState } from "@toancanh/contracts";
import {
  addCounts,
  countOutcomes,
  groupBy,
  isMeasured,
  obligationsOf,
  type ScopeKind,
} from "@toancanh/domain";
import { createScoping, readStatesAt } from "@toancanh/periods";
import type { Store } from "@toancanh/store";
import { type City, loadCity, openCityStore } from "../city/open-city.ts";
import { defaultDataDir } from "../city/paths.ts";
import { clockOfDirectory } from "../clock/directory-clock.ts";
import { METRIC_SCOPES } from "../program/options.ts";
import { CommandError, type Terminal } from "../terminal/output.ts";
import { parseMoment } from "../terminal/parse-moment.ts";

export interface MetricsOptions {
  profile: string;
  data?: string;
  from: string;
  to: string;
  asOf?: string;
  knownAt?: string;
  by?: string;
  exclude?: string;
}

function parseScope(text: string | undefined): ScopeKind | null {
  if (text === undefined) return null;
  const scope = METRIC_SCOPES.find((candidate) => candidate === text);
  if (scope === undefined) throw new CommandError(`--by takes ${METRIC_SCOPES.join(", ")}, not "${text}"`, 2);
  return scope;
}

function parseExclude(text: string | undefined): ("rejected" | "merged")[] {
  if (text === undefined) return [];
  return text.split(",").map((ending) => {
    if (ending === "rejected" || ending === "merged") return ending;
    throw new CommandError(`--exclude takes rejected, merged or rejected,merged, not "${text}"`, 2);
  });
}

/** Prints `{total, rows}`: the outcome counts of the whole and of each key of the scope, keys in order. */
export async function runMetrics(options: MetricsOptions, terminal: Terminal): Promise<void> {
  const scope = parseScope(options.by);
  const exclude = parseExclude(options.exclude);
  const city = await loadCity(options.profile);
  const zone = city.profile.time_zone;
  const from = parseMoment(options.from, "from", zone);
  const to = parseMoment(options.to, "to", zone);
  if (to <= from) throw new CommandError(`--to ${options.to} must lie after --from ${options.from}`, 2);
  const asked = options.asOf === undefined ? null : parseMoment(options.asOf, "as-of", zone);
  const knownAt =
    options.knownAt === undefined ? Number.POSITIVE_INFINITY : parseMoment(options.knownAt, "known-at", zone);
  const store = await openCityStore(city, options.data ?? defaultDataDir(options.profile));
  try {
    const asOf = asked ?? (await clockOfDirectory(store)).now();
    const counted = await countPopulation(city, store, { from, to, asOf, knownAt, exclude }, scope);
    terminal.out(`${JSON.stringify(counted, null, 2)}\n`);
  } finally {
    await store.close();
  }
}

/** The counts of the whole, and with a scope of each of its keys. */
async function countPopulation(
  city: City,
  store: Store,
  population: { from: number; to: number; asOf: number; knownAt: number; exclude: ("rejected" | "merged")[] },
  scope: ScopeKind | null,
) {
  const { asOf } = population;
  const scoping = createScoping(city);
  let total = countOutcomes([], asOf);
  const byKey = new Map<string, OutcomeCounts>();
  const count = (reports: readonly ReportState[]) => {
    const measured = reports.filter((report) => isMeasured(report, population));
    total = addCounts([total, countOutcomes(measured, asOf)]);
    if (scope === null) return;
    const obligations = measured.flatMap((report) => obligationsOf(scoping, report, scope));
    for (const [key, found] of groupBy(obligations, (obligation) => obligation.key)) {
      const counts = countOutcomes(found, asOf);
      const known = byKey.get(key);
      byKey.set(key, known === undefined ? counts : addCounts([known, counts]));
    }
  };

  for await (const reports of readStatesAt(city, store, population, population)) count(reports);
  const rows = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, counts]) => ({ key, ...counts }));
  return scope === null ? { total } : { total, rows };
}
