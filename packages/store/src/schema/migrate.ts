import { createHash } from "node:crypto";
import { bindLiterals } from "../engine/bind-literals.ts";
import type { Engine } from "../engine/engine.ts";
import { StoreError } from "../engine/store-error.ts";
import { readSqlFolder, type SqlFile } from "./sql-files.ts";

export const CREATE_LEDGER = `
CREATE TABLE IF NOT EXISTS schema_migrations
(
    name String,
    checksum String,
    applied_at DateTime64(3, 'UTC') DEFAULT now64(3)
)
ENGINE = ReplacingMergeTree(applied_at)
ORDER BY name`;

/**
 * Brings the schema forward, one file of sql/migrations after the other. Each is idempotent, so that one
 * whose ledger row was lost in a crash is simply run again; with `again` all are.
 *
 * @returns names applied now
 * @throws StoreError `migration_changed` when an applied file was edited, `migration_unknown` when the data
 *   was written by a newer version
 */
export async function migrate(
  engine: Engine,
  files: SqlFile[] = readSqlFolder("migrations"),
  again = false,
): Promise<string[]> {
  await engine.command(CREATE_LEDGER);
  const applied = await readLedger(engine);
  const known = new Set(files.map((file) => file.name));
  for (const name of applied.keys()) {
    if (!known.has(name)) {
      throw new StoreError(
        "migration_unknown",
        `the data has migration ${name}, which this version does not know: run the newer version`,
      );
    }
  }
  const done: string[] = [];
  for (const file of files) {
    const checksum = createHash("sha256").update(file.text).digest("hex");
    const before = applied.get(file.name);
    if (before === checksum && !again) continue;
    if (before !== undefined && before !== checksum) {
      throw new StoreError(
        "migration_changed",
        `sql/migrations/${file.name}.sql was changed after it had been applied: undo the change and add a new migration`,
      );
    }
    for (const statement of splitStatements(file.text)) await engine.command(statement);
    await engine.command(
      bindLiterals("INSERT INTO schema_migrations (name, checksum) SELECT {name:String}, {checksum:String}", {
        name: file.name,
        checksum,
      }),
    );
    done.push(file.name);
  }
  return done;
}

/** Tables that applied migrations made and that are not there any more: what describes them was lost. */
export async function findLostTables(
  engine: Engine,
  files: SqlFile[] = readSqlFolder("migrations"),
): Promise<string[]> {
  const answer = await engine.query(
    "SELECT name FROM system.tables WHERE database = currentDatabase()",
    "TSV",
  );
  const there = new Set(answer.toString("utf8").split("\n"));
  if (!there.has("schema_migrations")) return [];
  const applied = await readLedger(engine);
  const made = new Set<string>();
  for (const { name, text } of files) {
    if (!applied.has(name)) continue;
    for (const [, table = ""] of text.matchAll(/^CREATE TABLE IF NOT EXISTS (\w+)/gm)) made.add(table);
    for (const [, table = ""] of text.matchAll(/^DROP TABLE IF EXISTS (\w+)/gm)) made.delete(table);
  }
  return [...made].filter((table) => !there.has(table));
}

/** Checksum by name of what was applied. */
async function readLedger(engine: Engine): Promise<Map<string, string>> {
  const ledger = await engine.query(
    "SELECT name, checksum FROM schema_migrations FINAL ORDER BY name",
    "TSV",
  );
  const lines = ledger
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "");
  return new Map(
    lines.map((line) => {
      const [name = "", checksum = ""] = line.split("\t");
      return [name, checksum];
    }),
  );
}

/** Statements of a file; a semicolon at the end of a line ends one. */
export function splitStatements(text: string): string[] {
  return text
    .replaceAll(/^--.*$/gm, "")
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== "");
}
