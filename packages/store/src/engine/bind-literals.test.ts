import { describe, expect, it } from "vitest";
import { bindLiterals, type ParameterValue } from "./bind-literals.ts";

const bind = (type: string, value: ParameterValue) => bindLiterals(`{value:${type}}`, { value });

describe("bindLiterals", () => {
  it("writes each type as a literal of that type", () => {
    expect(bind("String", "Bến Thành")).toBe("'Bến Thành'");
    expect(bind("UInt32", 7)).toBe("toUInt32(7)");
    expect(bind("Int64", -7)).toBe("toInt64(-7)");
    expect(bind("Float64", 0.5)).toBe("toFloat64(0.5)");
    expect(bind("Bool", true)).toBe("true");
    expect(bind("DateTime64(3, 'UTC')", 1500)).toBe("fromUnixTimestamp64Milli(toInt64(1500), 'UTC')");
    expect(bind("Array(String)", [])).toBe("CAST([], 'Array(String)')");
    expect(bind("Array(String)", ["a", "b'"])).toBe("CAST(['a', 'b\\''], 'Array(String)')");
  });

  it("lets no text out of its literal", () => {
    expect(bind("String", "a' OR 1=1 --")).toBe("'a\\' OR 1=1 --'");
    expect(bind("String", "\\' OR 1=1")).toBe("'\\\\\\' OR 1=1'");
    expect(bind("String", "a\0b")).toBe("'a\\0b'");
    expect(bindLiterals("{a:String} {b:String}", { a: "{b:String}", b: "$&" })).toBe("'{b:String}' '$&'");
  });

  it.each<[string, ParameterValue]>([
    ["String", 1],
    ["UInt8", "1"],
    ["UInt8", -1],
    ["UInt32", 1.5],
    ["Int64", Number.NaN],
    ["Float64", Number.POSITIVE_INFINITY],
    ["Bool", 1],
    ["DateTime64(3, 'UTC')", "2025-01-01"],
    ["Array(String)", "a"],
    ["Array(UInt32)", ["a"]],
    ["Point", 1],
  ])("refuses for %s the value %j", (type, value) => {
    expect(() => bind(type, value)).toThrow(expect.objectContaining({ code: "bad_query_parameter" }));
  });

  it("refuses a missing parameter, and does not take one of Object.prototype", () => {
    expect(() => bindLiterals("{toString:String}", {})).toThrow("parameter toString is missing");
  });
});
