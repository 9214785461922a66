import { join } from "node:path";
import type { Clock } from "@toancanh/contracts";
import { Ingester, type IngesterOptions } from "@toancanh/ingest";
import { type LoadedProfile, loadProfile, ProfileError } from "@toancanh/profile";
import { isDataError, openStore, type Store, StoreError } from "@toancanh/store";
import type { Logger } from "pino";
import { worldClock } from "../clock/world-clock.ts";
import { CommandError } from "../terminal/output.ts";
import { profilesDir } from "./paths.ts";

/** A city's data and its rules, checked. */
export type City = LoadedProfile;

/** @throws CommandError: exit code 2 for a profile that is not there, 1 for one with problems. */
export async function loadCity(name: string): Promise<City> {
  try {
    return await loadProfile(join(profilesDir, name));
  } catch (error) {
    if (error instanceof ProfileError) {
      throw new CommandError(error.message, error.code === "unknown_profile" ? 2 : 1, { cause: error });
    }
    throw error;
  }
}

const PROFILE_KEY = "profile";

/**
 * Opens a data directory whose events a replay reads for another one. Its position and its events stay as they are.
 * @throws CommandError (exit code 1) when it is in use or not one of this city
 */
export async function openExistingStore(city: City, path: string, option: string): Promise<Store> {
  const store = await openDirectory(city, path, option);
  const owner = await store.readPosition(PROFILE_KEY);
  if (owner === city.profile.id) return store;
  await store.close();
  throw new CommandError(
    owner === null
      ? `${option} ${path} holds no data: import or start something there first`
      : `${option} ${path} belongs to profile "${owner}", not "${city.profile.id}": start with --profile ${owner}`,
    1,
  );
}

async function openDirectory(city: City, path: string, option: string): Promise<Store> {
  try {
    const store = await openStore({ path, blockOf: city.rulebook.blockOf, clock: worldClock });
    await setAsideUnreadable(store);
    return store;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    throw new CommandError(error.message.replaceAll("--data", option), 1, { cause: error });
  }
}

/** A part that cannot be read would make every command fail: an examination takes it out of its table and tells of it. */
async function setAsideUnreadable(store: Store): Promise<void> {
  try {
    await store.query("feed_status", {});
    await store.readMarkedReports();
  } catch {
    await store.examine();
  }
}

/**
 * Opens the data directory of a city: embedded ClickHouse, schema brought forward.
 * @throws CommandError (exit code 1) when it is in use, cannot be written or belongs to another profile
 */
export async function openCityStore(city: City, path: string): Promise<Store> {
  const store = await openDirectory(city, path, "--data");
  await claimStore(city, store, `the data directory ${path}`, "--data");
  return store;
}

/**
 * Notes that a store holds this city's data, or makes sure that it does.
 * @throws CommandError (exit code 1) when it belongs to another profile; the store is closed then
 */
export async function claimStore(city: City, store: Store, name: string, option: string): Promise<void> {
  const owner = await store.readPosition(PROFILE_KEY);
  if (owner === null) {
    await store.writePosition(PROFILE_KEY, city.profile.id);
  } else if (owner !== city.profile.id) {
    await store.close();
    throw new CommandError(
      `${name} belongs to profile "${owner}", not "${city.profile.id}": choose another with ${option}`,
      1,
    );
  }
}

/** An ingester that knows which reports lack events. `more` replaces defaults of the ingester. */
export async function createCityIngester(
  city: City,
  store: Store,
  clock: Clock,
  log: Logger,
  more: Pick<IngesterOptions, "deadLetterTopic" | "limits"> = {},
): Promise<Ingester> {
  const ingester = new Ingester({
    store,
    rulebook: city.rulebook,
    wardIndex: city.wardIndex,
    defaultPoints: city.profile.default_points,
    clock,
    worldClock,
    log,
    isDataError,
    ...more,
  });
  ingester.noteMarkedReports(await store.readMarkedReports());
  return ingester;
}
