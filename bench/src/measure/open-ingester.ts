import type { City } from "@toancanh/cli";
import { Ingester } from "@toancanh/ingest";
import { openStore } from "@toancanh/store";

/** A store in that folder and an ingester of the city on it, which logs nothing. */
export async function openIngester(path: string, { profile, rulebook, wardIndex }: City) {
  const clock = { now: Date.now };
  const store = await openStore({ path, blockOf: rulebook.blockOf, clock });
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  const ingester = new Ingester({
    store,
    rulebook,
    wardIndex,
    defaultPoints: profile.default_points,
    clock,
    log: silent,
  });
  return { store, ingester };
}
