import { open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import Type from "typebox";
import { Compile } from "typebox/compile";

/**
 * How many events of each month (`2026-11`) were acknowledged when all of them were last found, kept outside of the
 * database: it would be missed if the database and what it notes were lost together.
 */
export interface KeptNote {
  /** Months of which more was acknowledged once than `counts` has now. */
  findForgotten(counts: ReadonlyMap<string, number>): Promise<string[]>;
  write(counts: ReadonlyMap<string, number>): Promise<void>;
}

const FILE = "acknowledged.json";
const validator = Compile(Type.Object({ months: Type.Record(Type.String(), Type.Number()) }));

/** In a file of the data directory. */
export function keepNote(dir: string): KeptNote {
  const path = join(dir, FILE);
  return {
    async findForgotten(counts) {
      const kept = await readNote(path);
      return Object.entries(kept)
        .filter(([month, count]) => (counts.get(month) ?? 0) < count)
        .map(([month]) => month)
        .sort();
    },
    async write(counts) {
      const months = Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
      const file = await open(`${path}.new`, "w");
      try {
        await file.writeFile(`${JSON.stringify({ months })}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(`${path}.new`, path);
    },
  };
}

/** A server's data do not lie here: what it noted is in its own backups. */
export const NO_NOTE: KeptNote = {
  findForgotten: () => Promise.resolve([]),
  write: () => Promise.resolve(),
};

/** A note that cannot be read says nothing. */
async function readNote(path: string): Promise<Record<string, number>> {
  try {
    const value: unknown = JSON.parse(await readFile(path, "utf8"));
    return validator.Check(value) ? value.months : {};
  } catch {
    return {};
  }
}
