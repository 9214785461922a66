import { join, resolve } from "node:path";
import { type City, openCityStore } from "../city/open-city.ts";
import { isUsed, readClockPosition } from "../clock/directory-clock.ts";
import { CommandError } from "../terminal/output.ts";
import { readReplayPosition } from "./replay-position.ts";
import { type ReadProgress, readReplaySource } from "./replay-source.ts";
import { readSpoolList, type SpoolList, writeSpool } from "./spool.ts";

/** A replay whose events lie sorted beside the data. */
export interface OpenedReplay {
  dir: string;
  list: SpoolList;
}

/**
 * Makes ready what a data directory replays: reads the whole source once and sorts it by day into the data directory;
 * from then on the source is not needed. Before the store of the directory is opened, because one process holds one
 * data directory at a time.
 * @throws CommandError (exit code 1) when the source cannot be replayed, or the directory holds something else
 */
export async function openReplay(
  city: City,
  { data, replay }: { data: string; replay: string },
  onProgress: ReadProgress,
): Promise<OpenedReplay> {
  const source = resolve(replay);
  const dir = join(data, "replay");
  if (source === resolve(data)) {
    throw new CommandError(`--replay and --data are both ${replay}: a replay needs a fresh --data`, 1);
  }
  const known = await readSpoolList(dir);
  if (known !== null && known.source === source) return { dir, list: known };
  await requireFresh(city, data);
  const list = await writeSpool(dir, source, readReplaySource(city, source, onProgress));
  return { dir, list };
}

async function requireFresh(city: City, path: string): Promise<void> {
  const store = await openCityStore(city, path);
  try {
    const position = await readReplayPosition(store);
    if (position !== null) {
      throw new CommandError(
        `the data directory ${path} replays ${position.source}: go on with --replay ${position.source}, or choose another with --data`,
        1,
      );
    }
    if ((await isUsed(store)) || (await readClockPosition(store)) !== null) {
      throw new CommandError(
        `the data directory ${path} holds events already, and a replay needs a fresh one: choose another with --data`,
        1,
      );
    }
  } finally {
    await store.close();
  }
}
