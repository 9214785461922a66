import { type Open311Mapping, PULL_ORDERS, PullError, pullOpen311 } from "@toancanh/ingest";
import type { Logger } from "pino";
import { type City, createCityIngester, loadCity, openCityStore } from "../city/open-city.ts";
import { defaultDataDir } from "../city/paths.ts";
import { clockOfDirectory } from "../clock/directory-clock.ts";
import { CommandError, type Terminal } from "../terminal/output.ts";
import { parseMoment } from "../terminal/parse-moment.ts";
import { readSecret } from "../terminal/secrets.ts";

export interface PullCommandOptions {
  profile: string;
  data?: string;
  feed: string;
  since: string;
  by: string;
  overlapHours: string;
  jurisdiction?: string;
  /** Times without an offset are the city's local ones. */
  localTimes?: true;
}

const HOUR_MS = 3_600_000;

/** How service requests of a feed become the city's events. */
export function open311Mapping({ profile }: City, feed: string, localTimes: boolean): Open311Mapping {
  return {
    feed,
    timeZone: localTimes ? profile.time_zone : null,
    unknownServiceCode: profile.unknown_service_code,
    channel: "open311",
  };
}

/**
 * Pulls what is new at an Open311 endpoint and prints a summary as JSON; the next pull goes on from there. An API key
 * comes from OPEN311_API_KEY[_FILE].
 */
export async function runPull(
  endpoint: string,
  options: PullCommandOptions,
  terminal: Terminal,
  log: Logger,
): Promise<void> {
  if (!URL.canParse(endpoint)) {
    throw new CommandError(
      `the endpoint must be an address like https://311.example.org/open311/v2, not "${endpoint}"`,
      2,
    );
  }
  const order = PULL_ORDERS.find((candidate) => candidate === options.by);
  if (order === undefined)
    throw new CommandError(`--by takes ${PULL_ORDERS.join(" or ")}, not "${options.by}"`, 2);
  const overlap = Number(options.overlapHours);
  if (options.overlapHours.trim() === "" || !(overlap >= 0)) {
    throw new CommandError(`--overlap-hours must be a number from 0, not "${options.overlapHours}"`, 2);
  }
  const city = await loadCity(options.profile);
  const since = parseMoment(options.since, "since", city.profile.time_zone);
  const apiKey = readSecret("OPEN311_API_KEY");
  const store = await openCityStore(city, options.data ?? defaultDataDir(options.profile));
  const clock = await clockOfDirectory(store);
  const ingester = createCityIngester(city, store, clock, log);
  try {
    const summary = await pullOpen311({
      endpoint,
      mapping: open311Mapping(city, options.feed, options.localTimes ?? false),
      order,
      since,
      overlapMs: overlap * HOUR_MS,
      store,
      ingester,
      clock,
      log,
      ...(options.jurisdiction === undefined ? {} : { jurisdiction: options.jurisdiction }),
      ...(apiKey === undefined ? {} : { apiKey }),
    });
    terminal.out(
      `${JSON.stringify({ ...summary, until: new Date(summary.until).toISOString() }, null, 2)}\n`,
    );
  } catch (error) {
    if (error instanceof PullError) throw new CommandError(error.message, 1, { cause: error });
    throw error;
  } finally {
    await ingester.close();
    await store.close();
  }
}
