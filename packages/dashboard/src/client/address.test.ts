import { describe, expect, expectTypeOf, it } from "vitest";
import { addressOf, type Input } from "./address.ts";
import type { Answer, JsonId } from "./client.ts";

describe("the address of an endpoint", () => {
  it("has the query of its input, and nothing for what is not given", () => {
    expect(addressOf("agencies", {})).toBe("/api/v1/agencies");
    expect(addressOf("agencies", { period: "calendar", offset: 2 })).toBe(
      "/api/v1/agencies?period=calendar&offset=2",
    );
    expect(addressOf("summary", { from: "2025-11-01T00:00:00+07:00" })).toBe(
      "/api/v1/summary?from=2025-11-01T00%3A00%3A00%2B07%3A00",
    );
  });

  it("fills in its path, whatever the id looks like", () => {
    expect(addressOf("report", { id: "a/b?c" })).toBe("/api/v1/reports/a%2Fb%3Fc");
    expect(addressOf("report_explanation", { id: "1", lang: "en" })).toBe(
      "/api/v1/reports/1/explain?lang=en",
    );
  });

  it("takes only what the endpoint knows", () => {
    expectTypeOf<{ period: "calendar" }>().toExtend<Input<"agencies">>();
    expectTypeOf<{ period: "week" }>().not.toExtend<Input<"agencies">>();
    expectTypeOf<keyof Input<"open_reports">>().toEqualTypeOf<"limit">();
    expectTypeOf<JsonId>().not.toEqualTypeOf<string>();
    expectTypeOf<Extract<JsonId, "heat_map" | "live" | "events">>().toBeNever();
    expectTypeOf<Answer<"categories">["rows"][number]["service_code"]>().toEqualTypeOf<string>();
  });
});
