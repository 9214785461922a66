import { describe, expectTypeOf, it } from "vitest";
import type { Store } from "../store.ts";
import { QUERIES, type QueryName, type QueryParams, type QueryRow } from "./queries.ts";
import type { QueryRunner } from "./run-query.ts";

/**
 * The compiler is what tests here: an unused `@ts-expect-error` is an error, and so is a type that differs. The
 * functions are never called.
 */
describe("types of the named queries", () => {
  const scope = { as_of: 0, from: 0, to: 1 };

  it("take the parameters of the query named, and no others", () => {
    expectTypeOf<QueryParams<"summary">>().toEqualTypeOf<QueryParams<"summary_by_agency">>();
    expectTypeOf<QueryParams<"report_by_id">>().toEqualTypeOf<{ service_request_id: string }>();
    expectTypeOf<QueryParams<"time_series">["bucket"]>().toEqualTypeOf<"hour" | "day" | "month">();
    expectTypeOf<QueryParams<"summary">["exclude"]>().toEqualTypeOf<("rejected" | "merged")[] | undefined>();
    expectTypeOf(QUERIES).toHaveProperty("ward_counts");

    const calls = (store: QueryRunner) => [
      store.query("summary", scope),
      store.query("summary", { ...scope, agency: "a-1", exclude: ["merged"] }),
      // @ts-expect-error a query that does not exist
      store.query("summary_by_planet", scope),
      // @ts-expect-error a parameter is missing
      store.query("summary", { as_of: 0, from: 0 }),
      // @ts-expect-error a parameter that the query does not have
      store.query("summary", { as_of: 0, from: 0, to: 1, limit: 5 }),
      // @ts-expect-error a time is a number of milliseconds
      store.query("summary", { as_of: new Date(0), from: 0, to: 1 }),
      // @ts-expect-error an ending that cannot be left out
      store.query("summary", { as_of: 0, from: 0, to: 1, exclude: ["open"] }),
      // @ts-expect-error the parameters of another query
      store.query("report_by_id", scope),
      // @ts-expect-error the same for Arrow
      store.queryArrow("heat_map", scope),
    ];
    expectTypeOf(calls).toBeFunction();
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

    const uses = async (store: Store) => {
      const [row] = await store.query("agency_counts", { as_of: 0, window_from: [0], window_to: [1] });
      expectTypeOf(row).toEqualTypeOf<QueryRow<"agency_counts"> | undefined>();
      if (row === undefined) return;
      const due: number = row.due;
      // @ts-expect-error a rate is not what this query gives
      const rate: number = row.late_rate;
      // @ts-expect-error a key is text
      const key: number = row.key;
      // @ts-expect-error the column of another query
      const period: string = row.period;
      return [due, rate, key, period];
    };
    expectTypeOf(uses).toBeFunction();
  });
});
