import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Clock } from "@toancanh/contracts";
import { type LoadedProfile, loadProfile } from "@toancanh/profile";
import { openStore, type Store } from "@toancanh/store";
import type { IngesterOptions } from "../ingest-options.ts";
import { Ingester } from "../ingester.ts";
import type { Log } from "../ports.ts";

const PROFILES = fileURLToPath(new URL("../../../../profiles", import.meta.url));

/**
 * A city, an empty store in a directory of its own, and ingesters on them.
 */
export interface TestBench extends LoadedProfile {
  store: Store;
  clock: Clock;
  /** What was logged, newest last. */
  logged: { fields: object; message: string }[];
  openIngester: (over?: Partial<IngesterOptions>) => Ingester;
  close: () => Promise<void>;
}

export async function openTestBench(city: "hcmc" | "boston", now = Date.now()): Promise<TestBench> {
  const loaded = await loadProfile(join(PROFILES, city));
  const { rulebook } = loaded;
  const path = mkdtempSync(join(tmpdir(), "toancanh-ingest-"));
  const clock = { now: () => now };
  const store = await openStore({ path, blockOf: (agency) => rulebook.blockOf(agency), clock });
  const logged: TestBench["logged"] = [];
  const write = (fields: object, message: string): void => {
    logged.push({ fields, message });
  };
  const log: Log = { info: write, warn: write, error: write };
  const openIngester = (over: Partial<IngesterOptions> = {}): Ingester =>
    new Ingester({
      store,
      rulebook,
      wardIndex: loaded.wardIndex,
      defaultPoints: loaded.profile.default_points,
      clock,
      log,
      ...over,
      limits: { lingerMs: 0, retryBaseMs: 1, retryMaxMs: 5, ...over.limits },
    });
  const close = async (): Promise<void> => {
    await store.close();
    rmSync(path, { recursive: true, force: true });
  };
  return { ...loaded, store, clock, logged, openIngester, close };
}
