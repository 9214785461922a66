import { describe, expect, it } from "vitest";
import { statusOf, toFrontError } from "./front-error.ts";
import { FaultBook } from "./front-faults.ts";
import {
  classifyStatement,
  hasSecondStatement,
  parseInsertHead,
  quoteLiteral,
  quoteName,
  readOutputFormat,
} from "./statements.ts";

describe("statements", () => {
  it.each([
    ["insert into t values (1)", "insert"],
    ["-- note\n/* more */ SELECT 1", "select"],
    ["(SELECT 1) UNION ALL (SELECT 2)", "select"],
    ["WITH 1 AS a SELECT a", "select"],
    ["SET max_threads = 1", "session"],
    ["CREATE TABLE t (a UInt8) ENGINE = Memory", "command"],
    ["", "command"],
  ])("%j is of kind %s", (sql, kind) => {
    expect(classifyStatement(sql)).toBe(kind);
  });

  it.each([
    ["SELECT 1; SELECT 2", true],
    ["SELECT 1;", false],
    ["SELECT 1; -- done", false],
    ["SELECT ';', \"a;b\", `c;d` /* ; */ -- ;", false],
    ["SELECT 'it''s \\'; x'", false],
    ["INSERT INTO t VALUES ('a'); SELECT 1", false],
  ])("%j holds a second one: %s", (sql, expected) => {
    expect(hasSecondStatement(sql)).toBe(expected);
  });

  it("gives the parts of a plain INSERT and leaves others alone", () => {
    expect(parseInsertHead("INSERT INTO d.t FORMAT TSV")).toEqual({
      table: "d.t",
      columns: null,
      format: "TSV",
    });
    expect(parseInsertHead("INSERT INTO t (a, b) FORMAT JSONEachRow")).toEqual({
      table: "t",
      columns: ["a", "b"],
      format: "JSONEachRow",
    });
    expect(parseInsertHead("INSERT INTO t SETTINGS async_insert=0 FORMAT TSV")).toBeNull();
    expect(parseInsertHead("INSERT INTO `t` FORMAT TSV")).toBeNull();
  });

  it("names the format of an answer", () => {
    expect(readOutputFormat("SELECT 1 \nFORMAT ArrowStream")).toBe("ArrowStream");
    expect(readOutputFormat("SELECT 1 FORMAT JSON SETTINGS max_threads = 1")).toBe("JSON");
    expect(readOutputFormat("SELECT 1")).toBeNull();
  });

  it("are quoted so that nothing breaks out", () => {
    expect(quoteLiteral("a'b\\c")).toBe("'a\\'b\\\\c'");
    expect(quoteName("a`b")).toBe("`a\\`b`");
  });
});

describe("errors", () => {
  it("keep the engine's code and take the server's status", () => {
    expect(toFrontError(new Error("Code: 60. DB::Exception: no table. (UNKNOWN_TABLE)"))).toMatchObject({
      code: 60,
      status: 404,
    });
    expect(toFrontError("odd")).toMatchObject({ code: 1002, status: 500 });
    expect([62, 516, 159, 48, 241].map(statusOf)).toEqual([400, 403, 408, 501, 500]);
  });
});

describe("the fault book", () => {
  it("fires rules in order, on what they name, after skips, as often as said", () => {
    const book = new FaultBook();
    book.add({ kind: "slow", on: "insert", match: "events", skip: 1, times: 2 });
    book.add({ kind: "error-500" });
    expect(book.take("select", "SELECT 1")?.kind).toBe("error-500");
    const kinds = [1, 2, 3, 4].map(() => book.take("insert", "INSERT INTO events FORMAT TSV")?.kind ?? null);
    expect(kinds).toEqual([null, "slow", "slow", null]);
    expect(book.counters.faults).toMatchObject({ slow: 2, "error-500": 1 });
  });
});
