import { describe, expectTypeOf, it } from "vitest";
import type { Store } from "../store.ts";
import { QUERIES, type QueryName, type QueryParams, type QueryRow } from "./queries.ts";
import type { QueryRunner } from "./run-query.ts";

describe("types of the named queries", () => {
  it("take the parameters of the query named, and no others", () => {
    expectTypeOf<QueryParams<"summary">>().toEqualTypeOf<QueryParams<"summary_by_agency">>();
    expectTypeOf<QueryParams<"report_by_id">>().toEqualTypeOf<{ service_request_id: string }>();
    expectTypeOf<QueryParams<"time_series">["bucket"]>().toEqualTypeOf<"hour" | "day" | "month">();
    expectTypeOf<QueryParams<"summary">["exclude"]>().toEqualTypeOf<("rejected" | "merged")[] | undefined>();
    expectTypeOf(QUERIES).toHaveProperty("ward_counts");

    type Summary = QueryParams<"summary">;
    type Scope = { as_of: number; from: number; to: number };
    expectTypeOf<Scope>().toExtend<Summary>();
    expectTypeOf<Scope & { agency: string; exclude: "merged"[] }>().toExtend<Summary>();
    expectTypeOf<"summary_by_planet">().not.toExtend<QueryName>();
    expectTypeOf<Omit<Scope, "to">>().not.toExtend<Summary>();
    expectTypeOf<"limit">().not.toExtend<keyof Summary>();
    expectTypeOf<Omit<Scope, "as_of"> & { as_of: Date }>().not.toExtend<Summary>();
    expectTypeOf<Scope & { exclude: "open"[] }>().not.toExtend<Summary>();
    expectTypeOf<Scope>().not.toExtend<QueryParams<"report_by_id">>();
    expectTypeOf<Scope>().not.toExtend<QueryParams<"heat_map">>();
    const queryOf = (runner: QueryRunner) => runner.query<"summary">;
    expectTypeOf(queryOf).returns.parameters.toEqualTypeOf<["summary", Summary]>();
    const arrowOf = (runner: QueryRunner) => runner.queryArrow<"heat_map">;
    expectTypeOf(arrowOf).returns.parameters.toEqualTypeOf<["heat_map", QueryParams<"heat_map">]>();
  });

  it("give the rows of the query named, and nothing else of them", () => {
    expectTypeOf<QueryRow<"open_totals">>().toEqualTypeOf<{
      total: number;
      overdue: number;
      unlocated: number;
    }>();
    expectTypeOf<QueryRow<"compare_periods">["period"]>().toEqualTypeOf<"current" | "before">();
    expectTypeOf<QueryRow<"summary">["rating_mean"]>().toEqualTypeOf<number | null>();
    expectTypeOf<QueryRow<QueryName>>().toBeObject();

    const read = (store: Store) =>
      store.query("agency_counts", { as_of: 0, window_from: [0], window_to: [1] });
    type Row = QueryRow<"agency_counts">;
    expectTypeOf(read).returns.resolves.toEqualTypeOf<Row[]>();
    expectTypeOf<Row["due"]>().toEqualTypeOf<number>();
    expectTypeOf<Row["key"]>().toEqualTypeOf<string>();
    expectTypeOf<"late_rate">().not.toExtend<keyof Row>();
    expectTypeOf<"period">().not.toExtend<keyof Row>();
  });
});
