import type { Store } from "@toancanh/store";
import type { Logger } from "pino";
import { CommandError } from "../terminal/output.ts";
import { type City, openCityStore } from "./open-city.ts";
import { openServerStore } from "./open-server-store.ts";
import { defaultDataDir } from "./paths.ts";

/** A command that works on either kind of store: a data directory (default) or a server. */
export interface StoreOption {
  data?: string;
  clickhouse?: string;
  clickhouseUser?: string;
  clickhouseDatabase: string;
}

/** @throws CommandError as {@link openCityStore} and {@link openServerStore}; (2) when both are named */
export async function openChosenStore(city: City, options: StoreOption, log: Logger): Promise<Store> {
  const { data, clickhouse, ...rest } = options;
  if (clickhouse === undefined) return openCityStore(city, data ?? defaultDataDir(city.profile.id));
  if (data !== undefined) throw new CommandError("--data and --clickhouse are two stores: name one", 2);
  return openServerStore(city, { clickhouse, ...rest }, log, "give_up");
}
