import { Ingester } from "@toancanh/ingest";
import type { LoadedProfile } from "@toancanh/profile";
import type { Store } from "@toancanh/store";

/** An ingester of a city that logs nothing and waits for nothing. `now`: its clock, epoch milliseconds. */
export function openQuietIngester(
  store: Store,
  { rulebook, wardIndex, profile }: Pick<LoadedProfile, "rulebook" | "wardIndex" | "profile">,
  now: () => number,
): Ingester {
  const quiet = () => {};
  return new Ingester({
    store,
    rulebook,
    wardIndex,
    defaultPoints: profile.default_points,
    clock: { now },
    log: { info: quiet, warn: quiet, error: quiet },
    limits: { lingerMs: 0 },
  });
}
