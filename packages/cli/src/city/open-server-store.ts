import { setTimeout as sleep } from "node:timers/promises";
import { openStore, type Store, StoreError } from "@toancanh/store";
import type { Logger } from "pino";
import { worldClock } from "../clock/world-clock.ts";
import { CommandError } from "../terminal/output.ts";
import { readSecret } from "../terminal/secrets.ts";
import { type City, claimStore } from "./open-city.ts";

/** As the command line gives them; the password is CLICKHOUSE_PASSWORD or CLICKHOUSE_PASSWORD_FILE. */
export interface ServerStoreOptions {
  clickhouse: string;
  clickhouseUser?: string;
  clickhouseDatabase: string;
}

/** What to do while a server does not answer: give up at once, or ask again until the signal is aborted. */
export type WhenAway = "give_up" | { retryUntil: AbortSignal };

const RETRY_MS = 1000;

/**
 * Opens a city's data on a ClickHouse server and brings its schema forward.
 * @throws CommandError when the address is none (2), or the server refuses the login, belongs to another profile, or
 *   does not answer and is not to be waited for (1)
 */
export async function openServerStore(
  city: City,
  options: ServerStoreOptions,
  log: Logger,
  whenAway: WhenAway,
): Promise<Store> {
  const { clickhouse, clickhouseUser, clickhouseDatabase } = options;
  if (!URL.canParse(clickhouse) || !/^https?:$/.test(new URL(clickhouse).protocol)) {
    throw new CommandError(
      `--clickhouse takes an address like http://127.0.0.1:8123, not "${clickhouse}"`,
      2,
    );
  }
  const password = readSecret("CLICKHOUSE_PASSWORD");
  for (;;) {
    try {
      const store = await openStore({
        url: clickhouse,
        database: clickhouseDatabase,
        blockOf: city.rulebook.blockOf,
        clock: worldClock,
        ...(clickhouseUser === undefined ? {} : { username: clickhouseUser }),
        ...(password === undefined ? {} : { password }),
      });
      await claimStore(city, store, `the database ${clickhouseDatabase}`, "--clickhouse-database");
      return store;
    } catch (error) {
      if (error instanceof CommandError) throw error;
      if (whenAway === "give_up" || error instanceof StoreError || isRefused(error)) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new CommandError(`ClickHouse at ${clickhouse}: ${reason}`, 1, { cause: error });
      }
      if (whenAway.retryUntil.aborted) throw error;
      log.warn({ error: String(error) }, "ClickHouse does not answer yet, will retry");
      await sleep(RETRY_MS, undefined, { signal: whenAway.retryUntil }).catch(() => undefined);
    }
  }
}

/** ClickHouse's codes for a wrong user or password, and for missing rights. */
function isRefused(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "516" || code === "192" || code === "193" || code === "497";
}
