import { createClusterStatements } from "@toancanh/store";
import { CommandError, type Terminal } from "../terminal/output.ts";

export interface SchemaClusterOptions {
  cluster: string;
  clickhouseDatabase: string;
}

/** Prints the schema for a cluster of ClickHouse servers, as statements to run there. */
export function printClusterSchema(
  { cluster, clickhouseDatabase }: SchemaClusterOptions,
  terminal: Terminal,
): void {
  for (const [option, name] of [
    ["cluster", cluster],
    ["clickhouse-database", clickhouseDatabase],
  ]) {
    if (name !== undefined && /^[A-Za-z_]\w*$/.test(name)) continue;
    throw new CommandError(`--${option} takes a name of letters, digits and _, not "${name}"`, 2);
  }
  const statements = createClusterStatements({ cluster, database: clickhouseDatabase });
  terminal.out(statements.map((statement) => `${statement};\n\n`).join(""));
}
