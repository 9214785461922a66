import type { Scorecard } from "@toancanh/contracts";
import {
  atRevision,
  createScoping,
  judgedAt,
  keepFigures,
  type openScorecards,
  readKnownPeriod,
} from "@toancanh/periods";
import type { Store } from "@toancanh/store";
import { LANGUAGES, type Language } from "@toancanh/words";
import type { City } from "../city/open-city.ts";
import { type PeriodOptions, periodOf } from "../periods/period-command.ts";
import { CommandError } from "../terminal/output.ts";

/** What every command takes that prints documents of a period. */
export interface PrintedOptions extends PeriodOptions {
  period: string;
  revision?: string;
  draft?: true;
  lang: string;
}

/** @throws CommandError (exit code 2) */
export function parseLanguage(text: string): Language {
  const language = LANGUAGES.find((one) => one === text);
  if (language !== undefined) return language;
  throw new CommandError(`--lang takes ${LANGUAGES.join(" or ")}, not "${text}"`, 2);
}

/** @throws CommandError (exit code 2) for an ending that the document is not written in */
export function parseEnding<F extends string>(formats: readonly F[], text: string): F {
  const format = formats.find((one) => one === text);
  if (format !== undefined) return format;
  throw new CommandError(`a file is one of ${formats.join(", ")}, not "${text}"`, 2);
}

/**
 * What documents of a period are made from, at the revision asked for.
 * @throws CommandError for a period that is not frozen, unless a draft is wanted (1), and for a revision that is none (2)
 */
export async function openPrinted(
  city: City,
  store: Store,
  now: number,
  options: PrintedOptions,
): Promise<{ ground: Parameters<typeof openScorecards>[0]; asked: Parameters<typeof openScorecards>[1] }> {
  const revision = options.revision === undefined ? undefined : Number(options.revision);
  if (revision !== undefined && !(Number.isInteger(revision) && revision > 0)) {
    throw new CommandError(`--revision takes a number from 1, not "${options.revision}"`, 2);
  }
  const known = atRevision(await readKnownPeriod(store, periodOf(city, options, options.period)), revision);
  const { period, state } = known;
  if (state === "draft" && options.draft !== true) {
    throw new CommandError(
      `${period.kind} period ${period.period} is not frozen: freeze it first, or print a draft with --draft`,
      1,
    );
  }
  return {
    ground: { city, store, figures: keepFigures(city, store), scoping: createScoping(city) },
    asked: {
      known,
      state: state === "draft" && now < period.to ? "running" : state,
      moment: judgedAt(known, { asOf: null, knownAt: null }, now),
      now,
      simulated: false,
    },
  };
}

/** What a command says that it has written. */
export function describeWritten(units: readonly string[], card: Scorecard | null, files: readonly string[]) {
  return {
    period: card?.period ?? null,
    kind: card?.kind ?? null,
    state: card?.state ?? null,
    revision: card?.revision ?? null,
    hash: card?.hash ?? null,
    units: units.length,
    files,
  };
}
