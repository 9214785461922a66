import { Compile } from "typebox/compile";
import type { Engine } from "../engine/engine.ts";
import { StoreError } from "../engine/store-error.ts";
import { bindQuery } from "./bind-query.ts";
import { loadQueries } from "./load-queries.ts";
import { QUERIES, type QueryName, type QueryParams, type QueryRow } from "./queries.ts";

/** Runs the named reads of sql/queries. */
export interface QueryRunner {
  /**
   * The whole answer; each row has been checked against its schema.
   * @throws StoreError `bad_query_parameter`, also where params are restricted (own-units.ts) and the query cannot be
   */
  query<N extends QueryName>(name: N, params: QueryParams<N>): Promise<QueryRow<N>[]>;
  /** The same rows as an uncompressed Arrow IPC stream; column names and order are those of the row. */
  queryArrow<N extends QueryName>(name: N, params: QueryParams<N>): Promise<Buffer>;
}

export function createQueryRunner(engine: Engine): QueryRunner {
  const texts = loadQueries();
  const checks = new Map<QueryName, (row: unknown) => boolean>();

  function isRow<N extends QueryName>(name: N, row: unknown): row is QueryRow<N> {
    let check = checks.get(name);
    if (check === undefined) {
      const compiled = Compile(QUERIES[name].row);
      check = (value) => compiled.Check(value);
      checks.set(name, check);
    }
    return check(row);
  }

  return {
    async query(name, params) {
      const answer = await engine.query(withPriority(bindQuery(texts, name, params), params), "JSONEachRow");
      const lines = answer.toString("utf8").split("\n");
      return lines
        .filter((line) => line !== "")
        .map((line) => {
          const row: unknown = JSON.parse(line);
          if (isRow(name, row)) return row;
          throw new StoreError(
            "unexpected_row",
            `query ${name} gave a row that is not of its schema: ${line}`,
          );
        });
    },
    queryArrow: async (name, params) =>
      engine.query(withPriority(bindQuery(texts, name, params), params), "ArrowStream"),
  };
}

/** A read of more than a quarter and the quarter before it is research, and gives way to the wall. */
const LONG_SPAN_MS = 200 * 86_400_000;

/**
 * Reads of a long span wait, block by block, while short ones run (up to a second each time): an export beside the
 * wall takes longer, and the wall hardly notices it.
 */
function withPriority(sql: string, params: object): string {
  return `${sql}\nSETTINGS priority = ${spanOf(params) > LONG_SPAN_MS ? 2 : 1}`;
}

/** Parameters that say which `received_at` a read asks for. */
const SPAN_PARAMETERS = new Set(["from", "to", "before_from", "before_to", "window_from", "window_to"]);

/** Milliseconds of `received_at` a read asks for by name; 0 where it names none. */
function spanOf(params: object): number {
  const times = Object.entries(params)
    .filter(([name]) => SPAN_PARAMETERS.has(name))
    .flatMap(([, value]: [string, unknown]) => value)
    .filter((time) => typeof time === "number");
  return times.length === 0 ? 0 : Math.max(...times) - Math.min(...times);
}
