import type { Open311Feed } from "@toancanh/contracts";
import { type Open311Mapping, PULL_ORDERS, PullError, pullOpen311 } from "@toancanh/ingest";
import type { Logger } from "pino";
import { type City, createCityIngester, loadCity, openCityStore } from "../city/open-city.ts";
import { defaultDataDir } from "../city/paths.ts";
import { clockOfDirectory } from "../clock/directory-clock.ts";
import { CommandError, showProgress, type Terminal } from "../terminal/output.ts";
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

function feedSettings({ feeds }: City["profile"], feed: string): Open311Feed | undefined {
  return feeds.find(({ id }) => id === feed);
}

/** How service requests of a feed become the city's events, by the profile's settings of that feed if it has any. */
export function open311Mapping({ profile }: City, feed: string, localTimes: boolean): Open311Mapping {
  const settings = feedSettings(profile, feed);
  return {
    feed,
    timeZone: localTimes ? profile.time_zone : (settings?.time_zone ?? null),
    unknownServiceCode: profile.unknown_service_code,
    channel: settings?.channel ?? "open311",
    ...(settings === undefined ? {} : { words: settings }),
  };
}

/** What is printed of snapshots that say something else, or are older, than what is known: zeros too. */
export function countSnapshots({ changed = 0, older = 0 }: { changed?: number; older?: number }) {
  return { changed, older };
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
  const ingester = await createCityIngester(city, store, clock, log);
  const server = feedSettings(city.profile, options.feed);
  const progress = showProgress(terminal, "Pulling");
  const end = clock.now();
  let begin: number | null = null;
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
      ...(server === undefined ? {} : { server }),
      onProgress({ from, to, requests }) {
        begin ??= from;
        const share = end <= begin ? 1 : Math.min(1, (to - begin) / (end - begin));
        progress.update(share, `${requests.toLocaleString("en-US")} requests`);
      },
    });
    progress.stop();
    terminal.out(
      `${JSON.stringify({ ...summary, ...countSnapshots(summary), until: new Date(summary.until).toISOString() }, null, 2)}\n`,
    );
  } catch (error) {
    progress.stop();
    if (error instanceof PullError) throw new CommandError(error.message, 1, { cause: error });
    throw error;
  } finally {
    await ingester.close();
    await store.close();
  }
}
