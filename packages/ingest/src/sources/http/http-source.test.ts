import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toBytes, wireEvent } from "../../testing/sample-events.ts";
import { MAX_HTTP_EVENTS, readEventsBody } from "./http-source.ts";
import { splitJsonArray } from "./split-json-array.ts";

const JSON_TYPE = "application/json; charset=utf-8";

function textsOf(body: Uint8Array, type = JSON_TYPE): (string | undefined)[] {
  const read = readEventsBody(body, type);
  if (!read.ok) throw new Error(read.problem.code);
  return read.items.map((item) => ("raw" in item ? Buffer.from(item.raw ?? []).toString() : undefined));
}

describe("readEventsBody", () => {
  it.each([
    ["garbage", Buffer.from("garbage"), JSON_TYPE, 400, "not_json"],
    ["truncated object", toBytes(wireEvent()).subarray(0, 50), JSON_TYPE, 400, "not_json"],
    ["truncated array", toBytes([wireEvent()]).subarray(0, 90), JSON_TYPE, 400, "not_json"],
    ["bad UTF-8", Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d]), JSON_TYPE, 400, "not_json"],
    ["missing element", Buffer.from("[{},,{}]"), JSON_TYPE, 400, "not_json"],
    ["trailing comma", Buffer.from("[{},]"), JSON_TYPE, 400, "not_json"],
    ["text behind", Buffer.from("[{}] x"), JSON_TYPE, 400, "not_json"],
    ["mismatched", Buffer.from("[}]"), JSON_TYPE, 400, "not_json"],
    ["empty", Buffer.from("  "), JSON_TYPE, 400, "empty"],
    ["empty array", Buffer.from("[ ]"), JSON_TYPE, 400, "empty"],
    ["no type", toBytes(wireEvent()), undefined, 415, "unsupported_media_type"],
    ["form", toBytes(wireEvent()), "application/x-www-form-urlencoded", 415, "unsupported_media_type"],
    ["array as one event", toBytes([wireEvent()]), "application/cloudevents+json", 400, "not_json"],
    ["one event as batch", toBytes(wireEvent()), "application/cloudevents-batch+json", 400, "not_json"],
    ["too many", toBytes(new Array(MAX_HTTP_EVENTS + 1).fill(0)), JSON_TYPE, 413, "too_many_events"],
  ])("refuses %s", (_name, body, type, status, code) => {
    const read = readEventsBody(body, type);
    expect(read.ok ? null : read.problem).toMatchObject({ status, code });
  });

  it("hands on each event with its own bytes, broken ones too", () => {
    const body = Buffer.from(' [ {"a" : "],\\"}"} ,\n[1,2], 5, nonsense ]\n');
    const events = ['{"a" : "],\\"}"}', "[1,2]", "5", "nonsense"];
    expect(textsOf(body)).toEqual(events);
    expect(textsOf(body, "application/cloudevents-batch+json")).toEqual(events);
    expect(textsOf(toBytes({ b: 1 }), "application/cloudevents+json")).toEqual(['{"b":1}']);
    expect(textsOf(Buffer.from(`[${"0,".repeat(MAX_HTTP_EVENTS - 1)}0]`))).toHaveLength(MAX_HTTP_EVENTS);
  });

  it("splits any array as a JSON parser would, however it is indented", () => {
    const arrays = fc.array(fc.jsonValue(), { maxLength: 8 });
    fc.assert(
      fc.property(arrays, fc.nat({ max: 3 }), (values, indent) => {
        const parts = splitJsonArray(Buffer.from(JSON.stringify(values, null, indent)), 100);
        const parsed = parts?.map((part) => JSON.parse(Buffer.from(part).toString()));
        expect(parsed).toEqual(JSON.parse(JSON.stringify(values)));
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        splitJsonArray(Buffer.concat([Buffer.from("["), bytes]), 100);
      }),
    );
  });

  it.each(['{"id":"a"}', '[{"id":"a"}]'])("takes a body behind a byte order mark: %s", (text) => {
    const mark = Buffer.from([0xef, 0xbb, 0xbf]);
    expect(textsOf(Buffer.concat([mark, Buffer.from(text)]))).toEqual(['{"id":"a"}']);
    expect(readEventsBody(mark, JSON_TYPE)).toMatchObject({ ok: false, problem: { code: "empty" } });
  });
});
