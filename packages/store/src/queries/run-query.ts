import { Compile } from "typebox/compile";
import { bindLiterals, type ParameterValue } from "../engine/bind-literals.ts";
import type { Engine } from "../engine/engine.ts";
import { StoreError } from "../engine/store-error.ts";
import { DERIVED_FRAGMENTS } from "../records/derived-fragments.ts";
import { readSqlFolder } from "../schema/sql-files.ts";
import { PARAMETER_DEFAULTS } from "./define-query.ts";
import { hoursOfWeek } from "./hours-of-week.ts";
import { QUERIES, type QueryName, type QueryParams, type QueryRow } from "./queries.ts";

/** Runs the named reads of sql/queries. */
export interface QueryRunner {
  /** The whole answer; each row has been checked against its schema. */
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
    queryArrow: (name, params) =>
      engine.query(withPriority(bindQuery(texts, name, params), params), "ArrowStream"),
  };
}

/** Longer than a quarter and the one before it: a reader at the desk explores, and the wall's reads go first. */
const LONG_SPAN_MS = 200 * 86_400_000;

/**
 * Reads of a long span give way, block by block, while short ones run (up to a second each time): an export
 * beside the wall takes longer, and the wall hardly notices it.
 */
function withPriority(sql: string, params: object): string {
  return `${sql}\nSETTINGS priority = ${spanOf(params) > LONG_SPAN_MS ? 2 : 1}`;
}

/** Milliseconds of `received_at` a read asks for by name; 0 where it names none. */
function spanOf(params: object): number {
  const times = ["from", "to", "before_from", "before_to", "window_from", "window_to"].flatMap((key) => {
    const value: unknown = Object.entries(params).find(([name]) => name === key)?.[1];
    return [value].flat().filter((time) => typeof time === "number");
  });
  return times.length === 0 ? 0 : Math.max(...times) - Math.min(...times);
}

/** A query's text with its fragments in place, counting reports or counting assignments. */
export interface QueryText {
  byReport: string;
  byAssignment: string;
}

/**
 * Reads sql/queries. `{{name}}` stands for sql/fragments/<name>.sql, so that a rule such as the five outcomes
 * is written once; `{{obligations}}` is `reports` or `assignments`, by what is asked for.
 *
 * @param edit puts another text in a fragment's place: a bench asks the same of other tables
 * @throws StoreError `sql_not_found`
 */
export function loadQueries(
  edit: (fragment: string, text: string) => string = (_fragment, text) => text,
): Map<string, QueryText> {
  const fragments = new Map(Object.entries(DERIVED_FRAGMENTS));
  for (const file of readSqlFolder("fragments")) {
    fragments.set(file.name, edit(file.name, withoutComments(file.text)));
  }
  return new Map(
    readSqlFolder("queries").map((file) => {
      const text = withoutComments(file.text);
      const expand = (obligations: string) =>
        expandFragments(text.replaceAll("{{obligations}}", `{{${obligations}}}`), fragments);
      return [file.name, { byReport: expand("reports"), byAssignment: expand("assignments") }];
    }),
  );
}

/** The statement that is run for a named query. @throws StoreError `bad_query_parameter` */
export function bindQuery<N extends QueryName>(
  texts: ReadonlyMap<string, QueryText>,
  name: N,
  params: QueryParams<N>,
): string {
  const text = texts.get(name);
  if (text === undefined) throw new StoreError("sql_not_found", `sql/queries/${name}.sql is missing`);
  const values: Record<string, ParameterValue> = { ...PARAMETER_DEFAULTS, ...params };
  // Agencies and blocks are judged by assignments, every other scope by reports (docs/metrics.md §4).
  const byAssignment = values.agency !== "" || values.block !== "";
  const statement = withoutIdleFilters(byAssignment ? text.byAssignment : text.byReport, values);
  const needsWeights = statement.includes("{hour_weights:");
  return bindLiterals(statement, needsWeights ? { ...values, ...hourWeightsOf(values) } : values);
}

/** What is usual by the hours of the week, where a read asks for a period in local time. */
function hourWeightsOf(values: Readonly<Record<string, ParameterValue>>): { hour_weights?: number[] } {
  const { time_zone, from, to, as_of } = values;
  if (typeof time_zone !== "string" || typeof from !== "number") return {};
  if (typeof to !== "number" || typeof as_of !== "number") return {};
  return { hour_weights: hoursOfWeek(time_zone, from, Math.min(to, as_of)) };
}

/** `AND ({name:String} = '' OR …)` or `AND (empty({name:Array(String)}) OR …)`, on a line of its own. */
const OPTIONAL_FILTER =
  /\n[ \t]*AND \((?:\{(\w+):String\} = ''|empty\(\{(\w+):Array\(String\)\}\)) OR (.*)\)(?=\n|$)/g;

/**
 * Leaves out what an optional filter would say when nothing is asked of it. The engine would find that by itself,
 * but takes longer to reason about the filters than to read a month.
 */
function withoutIdleFilters(text: string, values: Readonly<Record<string, ParameterValue>>): string {
  return text.replaceAll(
    OPTIONAL_FILTER,
    (_line, one: string | undefined, list: string | undefined, condition: string) => {
      const value = values[one ?? list ?? ""];
      const isIdle = value === "" || (Array.isArray(value) && value.length === 0);
      return isIdle ? "" : `\nAND (${condition})`;
    },
  );
}

function expandFragments(text: string, fragments: ReadonlyMap<string, string>): string {
  let expanded = text;
  // Fragments may name fragments: two levels are in use.
  for (let level = 0; expanded.includes("{{"); level++) {
    expanded = expanded.replaceAll(/\{\{([a-z_]+)\}\}/g, (placeholder, name: string) => {
      const fragment = fragments.get(name);
      if (fragment === undefined || level > 5) {
        throw new StoreError("sql_not_found", `${placeholder} names no file of sql/fragments`);
      }
      return fragment;
    });
  }
  return expanded;
}

function withoutComments(text: string): string {
  return text.replaceAll(/^\s*--.*\n?/gm, "").trim();
}
