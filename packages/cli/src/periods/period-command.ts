import type { NamedPeriod } from "@toancanh/domain";
import { type Closing, PeriodError, parsePeriod, parsePeriodKind } from "@toancanh/periods";
import type { Store } from "@toancanh/store";
import { type City, openCityStore } from "../city/open-city.ts";
import { defaultDataDir, productVersion } from "../city/paths.ts";
import { clockOfDirectory, passMoment } from "../clock/directory-clock.ts";
import { worldClock } from "../clock/world-clock.ts";
import { DESPITE_BLOCKS } from "../program/options.ts";
import { CommandError } from "../terminal/output.ts";

export interface PeriodOptions {
  profile: string;
  data?: string;
  kind?: string;
}

/** What cannot be done to a period, as the command line says it: 2 for what cannot be asked for, 1 otherwise. */
export async function asCommand<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof PeriodError)) throw error;
    const message = error.code === "blocked" ? `${error.message} with ${DESPITE_BLOCKS}` : error.message;
    throw new CommandError(message, error.code === "usage" ? 2 : 1, { cause: error });
  }
}

/** The period that a command names. @throws PeriodError when it names none */
export function periodOf(city: City, { kind }: Pick<PeriodOptions, "kind">, name: string): NamedPeriod {
  return parsePeriod(city, parsePeriodKind(city, kind), name);
}

/** Opens a city's data directory for one command. */
export async function withStore<T>(
  city: City,
  data: string | undefined,
  run: (store: Store, now: number) => Promise<T>,
): Promise<T> {
  const store = await openCityStore(city, data ?? defaultDataDir(city.profile.id));
  try {
    return await run(store, (await clockOfDirectory(store)).now());
  } finally {
    await store.close();
  }
}

/** What acts of closing work on: nothing else writes to the directory, so that only its clock has to go on. */
export function closingOf(city: City, store: Store, now: number): Closing {
  return {
    city,
    store,
    now,
    recordedAt: worldClock.now(),
    codeVersion: productVersion,
    settle: (knownAt) => passMoment(store, knownAt),
  };
}
