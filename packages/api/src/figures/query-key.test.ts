import { describe, expect, it } from "vitest";
import { queryKey } from "./query-key.ts";

describe("key of a query", () => {
  it("differs whenever the answer may", () => {
    const queries = [
      {},
      { period: "calendar" },
      { offset: 1 },
      { offset: 11 },
      { denominator: "handled" },
      { exclude: "merged" },
      { ward_code: "offset" },
    ];
    expect(new Set(queries.map(queryKey)).size).toBe(queries.length);
  });

  it("is the same in whatever order the parameters came", () => {
    expect(queryKey({ offset: 1, period: "day" })).toBe(queryKey({ period: "day", offset: 1 }));
    expect(queryKey({ offset: undefined })).toBe(queryKey({}));
  });
});
