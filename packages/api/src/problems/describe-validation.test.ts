import { FigureQuerySchema } from "@toancanh/contracts";
import Type from "typebox";
import { Compile } from "typebox/compile";
import { describe, expect, it } from "vitest";
import { describeValidation } from "./describe-validation.ts";

const compiled = Compile(Type.Object({ ...FigureQuerySchema.properties }, { additionalProperties: false }));
const names = Object.keys(FigureQuerySchema.properties);

describe("describe validation", () => {
  it.each([
    [{ period: "week" }, 'query parameter "period" must be one of: official, calendar, quarter'],
    [{ offset: 500 }, 'query parameter "offset" must be <= 120'],
    [{ offset: "x" }, 'query parameter "offset" must be integer'],
    [{ from: "2025-11-25" }, 'query parameter "from" must be an RFC 3339 date-time with offset'],
    [{ exclude: "late" }, 'query parameter "exclude" must match ^(rejected|merged)'],
    [{ wrad: "1" }, 'query parameter "wrad" is not known here; allowed: period, offset, from, to'],
  ])("names what is wrong with %o and what is allowed", (query, expected) => {
    const entries = describeValidation(compiled.Errors(query), "querystring", names);
    expect(entries).toHaveLength(1);
    expect(entries[0]?.message).toContain(expected);
  });
});
