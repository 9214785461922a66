import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbeddedEngine } from "../engine/embedded-engine.ts";
import type { Engine } from "../engine/engine.ts";
import { migrate } from "../schema/migrate.ts";
import { openStore, type Store } from "../store.ts";
import { blockOf as castBlockOf } from "./cast.ts";

/** An embedded store in a directory of its own, and its end. */
export async function openTestStore(
  blockOf: (agency: string) => string = castBlockOf,
): Promise<{ store: Store; path: string; dispose: () => Promise<void> }> {
  const path = mkdtempSync(join(tmpdir(), "toancanh-store-"));
  const store = await openStore({ path, blockOf, clock: { now: Date.now } });
  return {
    store,
    path,
    dispose: async () => {
      await store.close();
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** The engine alone with every migration, in a directory of its own, and its end. */
export async function openTestEngine(): Promise<{ engine: Engine; dispose: () => Promise<void> }> {
  const path = mkdtempSync(join(tmpdir(), "toancanh-engine-"));
  const engine = await openEmbeddedEngine(path, "toancanh");
  await migrate(engine);
  return {
    engine,
    dispose: async () => {
      await engine.close();
      rmSync(path, { recursive: true, force: true });
    },
  };
}
