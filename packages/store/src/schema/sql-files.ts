import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { StoreError } from "../engine/store-error.ts";

export interface SqlFile {
  /** File name without `.sql`. */
  name: string;
  text: string;
}

/** All files of sql/<folder> and the families below it, by name. @throws StoreError `sql_not_found` */
export function readSqlFolder(folder: "migrations" | "queries" | "fragments"): SqlFile[] {
  const dir = join(findSqlRoot(), folder);
  return readdirSync(dir, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".sql"))
    .map((file) => ({ name: basename(file, ".sql"), text: readFileSync(join(dir, file), "utf8") }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The repository's sql/, upward from this module: sources and built files lie at different depths. */
function findSqlRoot(): string {
  const start = dirname(fileURLToPath(import.meta.url));
  for (let dir = start; ; dir = dirname(dir)) {
    const candidate = join(dir, "sql");
    try {
      if (readdirSync(candidate).includes("migrations")) return candidate;
    } catch {
      // Not here: one level up.
    }
    if (dirname(dir) === dir) {
      throw new StoreError(
        "sql_not_found",
        `no sql/migrations above ${start}: the product runs from its repository`,
      );
    }
  }
}
