import { createHash } from "node:crypto";
import { bindLiterals } from "../engine/bind-literals.ts";
import { CREATE_LEDGER, splitStatements } from "./migrate.ts";
import { readSqlFolder, type SqlFile } from "./sql-files.ts";

interface ClusterOptions {
  /** As the servers' configuration names it. */
  cluster: string;
  database: string;
}

/**
 * What each row of a sharded table is placed by: all that is folded or replaced together lies on one shard. The other
 * tables are small and whole on every server.
 */
const SHARDED_BY: Readonly<Record<string, string>> = {
  report_events: "cityHash64(service_request_id)",
  report_state: "cityHash64(service_request_id)",
  acknowledged_events: "event_hash",
};

/**
 * The schema for a cluster of servers, derived from the same migrations: each table replicated, the large ones in shards
 * below a Distributed table of the name that every statement of the product uses. Safe to run again, and to be run before
 * an upgrade: migrations count as applied, so that the product itself changes nothing.
 */
export function createClusterStatements(
  { cluster, database }: ClusterOptions,
  files: readonly SqlFile[] = readSqlFolder("migrations"),
): string[] {
  const on = `ON CLUSTER ${quote(cluster)}`;
  const place = { cluster, database, on };
  const tables = new Set<string>();
  const made: string[] = [];
  for (const statement of [CREATE_LEDGER, ...files.flatMap(({ text }) => splitStatements(text))]) {
    const created = /^CREATE TABLE IF NOT EXISTS (\w+)/.exec(statement)?.[1];
    if (created !== undefined) tables.add(created);
    const translated = translate(statement, place);
    if (translated !== null) made.push(translated);
  }
  const distributed = [...tables]
    .filter((table) => table in SHARDED_BY)
    .map(
      (table) =>
        `CREATE OR REPLACE TABLE ${database}.${table} ${on} AS ${database}.${table}_local\n` +
        `ENGINE = Distributed(${quote(cluster)}, ${quote(database)}, ${quote(`${table}_local`)}, ${SHARDED_BY[table]})`,
    );
  const applied = files.map(({ name, text }) =>
    bindLiterals(
      `INSERT INTO ${database}.schema_migrations (name, checksum) SELECT {name:String}, {checksum:String}`,
      {
        name,
        checksum: createHash("sha256").update(text).digest("hex"),
      },
    ),
  );
  return [
    `CREATE DATABASE IF NOT EXISTS ${database} ${on} ENGINE = Atomic`,
    ...made,
    ...distributed,
    ...applied,
  ];
}

/** A statement of a migration as a cluster takes it; null for what is only for data that are there already. */
function translate(
  statement: string,
  { database, on }: { cluster: string; database: string; on: string },
): string | null {
  const [, verb, table] =
    /^(CREATE TABLE IF NOT EXISTS|ALTER TABLE|DROP TABLE IF EXISTS) (\w+)/.exec(statement.trim()) ?? [];
  if (verb === undefined || table === undefined) {
    if (/^INSERT INTO acknowledged_events\b/.test(statement)) return null;
    throw new Error(`no rule says what a cluster makes of: ${statement.slice(0, 80)}`);
  }
  const local = table in SHARDED_BY ? `${table}_local` : table;
  const path = `/clickhouse/tables/${table in SHARDED_BY ? "{shard}" : "all"}/${database}/${table}`;
  const replica = table in SHARDED_BY ? "{replica}" : "{shard}-{replica}";
  return statement
    .trim()
    .replace(`${verb} ${table}`, `${verb} ${database}.${local} ${on}`)
    .replace(
      /^ENGINE = (\w*MergeTree)(?:\((.*)\))?$/m,
      (_match, engine: string, of?: string) =>
        `ENGINE = Replicated${engine}(${[quote(path), quote(replica), ...(of === undefined ? [] : [of])].join(", ")})`,
    )
    .replace("non_replicated_deduplication_window", "replicated_deduplication_window");
}

function quote(text: string): string {
  return `'${text}'`;
}
