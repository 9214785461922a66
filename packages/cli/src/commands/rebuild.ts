import type { Logger } from "pino";
import { createCityIngester, loadCity, openCityStore } from "../city/open-city.ts";
import { defaultDataDir } from "../city/paths.ts";
import { clockOfDirectory } from "../clock/directory-clock.ts";
import { showProgress, type Terminal } from "../terminal/output.ts";

/** Years a report can be of: all that the calendars of any profile reach. */
const FIRST = Date.UTC(2010, 0, 1);

/** Writes every state anew from its events and prints how many. @returns exit code: 1 when any report failed */
export async function runRebuild(
  options: { profile: string; data?: string },
  terminal: Terminal,
  log: Logger,
): Promise<0 | 1> {
  const city = await loadCity(options.profile);
  const store = await openCityStore(city, options.data ?? defaultDataDir(options.profile));
  const clock = await clockOfDirectory(store);
  const ingester = await createCityIngester(city, store, clock, log);
  const progress = showProgress(terminal, "Rebuilding states");
  try {
    const to = clock.now() + 86_400_000;
    const done = await ingester.rebuild({
      from: FIRST,
      to,
      onProgress: (share) => progress.update(share, ""),
    });
    progress.stop();
    terminal.out(`${JSON.stringify(done)}\n`);
    return done.failed > 0 ? 1 : 0;
  } finally {
    await ingester.close();
    await store.close();
  }
}
