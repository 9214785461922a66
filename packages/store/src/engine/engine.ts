/** Formats in which rows travel to and from ClickHouse. */
export type RowFormat = "JSONCompactEachRow" | "JSONEachRow" | "ArrowStream" | "TSV";

export interface InsertBatch {
  table: string;
  columns: readonly string[];
  /** Rows in `format`, each ended by a newline. */
  payload: Buffer;
  format: "JSONCompactEachRow" | "TSV";
}

/**
 * The seam to ClickHouse, whether in process or a server. Parameters are already bound in `sql`.
 * Every method rejects with the engine's own error (`ClickHouseError` or chdb's).
 */
export interface Engine {
  /** A statement without a result: DDL. */
  command(sql: string): Promise<void>;
  /** Resolves once the rows would survive the death of this process. */
  insert(batch: InsertBatch): Promise<void>;
  /** The whole answer in `format`. */
  query(sql: string, format: RowFormat): Promise<Buffer>;
  /** As {@link query} for what takes long (checks, backups): it waits for its like only, and has no time limit. */
  maintain(sql: string, format: RowFormat): Promise<Buffer>;
  /** Statements that see the tables as they stood at one moment, as far as this process writes them. */
  commandAlone(statements: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** Settings every connection has; measured or needed as noted. */
export const ENGINE_SETTINGS = {
  /** The default of this engine is asynchronous: an acknowledged row must be on disk. */
  async_insert: 0,
  /** A batch of an import may reach into many months. */
  max_partitions_per_insert_block: "5000",
  /** Partitions hold different reports: FINAL need not merge across them (docs/adr/0003). */
  do_not_merge_across_partitions_select_final: 1,
  /** Pinned, because its default has changed over the years; a test compares with h3-js. */
  geotoh3_argument_order: "lat_lon",
  /** Counts are JavaScript numbers. */
  output_format_json_quote_64bit_integers: 0,
  output_format_json_quote_denormals: 0,
  /** Readers in the browser have no LZ4 codec. */
  output_format_arrow_compression_method: "none",
  output_format_arrow_string_as_string: 1,
  output_format_arrow_low_cardinality_as_dictionary: 0,
  /** Compiling costs a short query more than it saves: hot spots took 78 ms of CPU with it, 54 without. */
  compile_expressions: 0,
  compile_aggregate_expressions: 0,
  compile_sort_description: 0,
  /** Answers are short: threads that write them in parallel take longer to start than the answer to write. */
  output_format_parallel_formatting: 0,
  /** CHECK TABLE names each part. */
  check_query_single_value_result: 0,
  /** A batch of report keys is a long literal. */
  max_query_size: "67108864",
  /** An aborted query goes on in the engine: this bounds it, in seconds. */
  max_execution_time: 60,
} as const;
