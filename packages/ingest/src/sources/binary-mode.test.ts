import { describe, expect, it } from "vitest";
import { decodeBytes } from "../decode/decode.ts";
import { TEST_NOW, toBytes, wireEvent } from "../testing/sample-events.ts";
import { composeEvent, isBinaryMode } from "./binary-mode.ts";
import { readBinaryHeaders } from "./http/binary-headers.ts";
import { readEventsBody } from "./http/http-source.ts";

const { data, ...attributes } = wireEvent();
const ATTRIBUTES = new Map(Object.entries(attributes).map(([name, value]) => [name, String(value)]));
const HEADERS = Object.fromEntries([...ATTRIBUTES].map(([name, value]) => [`ce-${name}`, value]));

const decode = (bytes: Uint8Array) => {
  const decoded = decodeBytes(bytes, TEST_NOW);
  return decoded.ok ? "taken" : `${decoded.rejection.code} ${decoded.rejection.pointer}`;
};

describe("an event in binary mode", () => {
  it("is the same event as in structured mode", () => {
    const composed = decodeBytes(composeEvent(ATTRIBUTES, "application/json", toBytes(data)), TEST_NOW);
    expect(composed).toEqual(decodeBytes(toBytes(wireEvent()), TEST_NOW));
  });

  it.each([undefined, "", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8", "text/json"])(
    "is read with content type %j",
    (contentType) => {
      expect(decode(composeEvent(ATTRIBUTES, contentType, toBytes(data)))).toBe("taken");
    },
  );

  it("is read with a byte order mark before its data", () => {
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), toBytes(data)]);
    expect(decode(composeEvent(ATTRIBUTES, "application/json", marked))).toBe("taken");
  });

  it.each([
    ["data cut off", "application/json", '{"requested_', "not_json /data_base64"],
    ["data that end the event early", "application/json", '{}, "id": "other"', "not_json /data_base64"],
    ["data of another type", "application/xml", "<a/>", "bad_value /datacontenttype"],
    ["data of another vocabulary", "application/vnd.city+json", "{}", "bad_value /datacontenttype"],
    ["no data", "application/json", "", "missing_field /data"],
  ])("is refused with %s", (_, contentType, body, reason) => {
    expect(decode(composeEvent(ATTRIBUTES, contentType, Buffer.from(body)))).toBe(reason);
  });

  it("takes no attribute for its data", () => {
    const forged = new Map([...ATTRIBUTES, ["data", "x"], ["data_base64", "e30="]]);
    expect(decode(composeEvent(forged, "application/json", toBytes(data)))).toBe("taken");
  });

  it("is told by any of its core attributes", () => {
    expect(isBinaryMode(new Map([["id", "1"]]))).toBe(true);
    expect(isBinaryMode(new Map([["traceparent", "1"]]))).toBe(false);
  });
});

describe("the headers of an event over HTTP", () => {
  const subjectOf = (text: string) => readBinaryHeaders({ "ce-subject": text })?.get("subject");

  it.each([
    ["plain", "plain"],
    ["Ph%E1%BA%A3n%20%C3%A1nh", "Phản ánh"],
    ["%e2%82%ac", "€"],
    ["100%", "100%"],
    ["%2541", "%41"],
    ['"quoted \\"text\\""', 'quoted "text"'],
    ['"%22"', '"'],
    [Buffer.from("Phản ánh").toString("latin1"), "Phản ánh"],
    ["caf\u00e9", "café"],
  ])("%s is %s", (header, text) => {
    expect(subjectOf(header)).toBe(text);
  });

  it("are refused with an escape that is no UTF-8", () => {
    expect(readBinaryHeaders({ "ce-id": "%C3%28" })).toBeNull();
    expect(readEventsBody(toBytes(data), "application/json", { ...HEADERS, "ce-id": "%FF" })).toMatchObject({
      ok: false,
      problem: { status: 400, code: "bad_header" },
    });
  });

  it("make one event of the body, whatever the parameters of its type", () => {
    const read = readEventsBody(toBytes(data), "application/json; charset=utf-8", HEADERS);
    expect(read).toMatchObject({ ok: true, items: [{ raw: expect.any(Buffer) }] });
  });

  it("count for nothing in structured mode", () => {
    const body = toBytes(wireEvent());
    const read = readEventsBody(body, "application/cloudevents+json; charset=UTF-8", HEADERS);
    expect(read).toEqual({ ok: true, items: [{ raw: body }] });
  });

  it("do not make data of another type readable", () => {
    expect(readEventsBody(Buffer.from("<a/>"), "text/xml", HEADERS)).toMatchObject({
      ok: false,
      problem: { status: 415 },
    });
  });
});

describe("a body of events", () => {
  const mark = Buffer.from([0xef, 0xbb, 0xbf]);

  it.each([
    ["application/cloudevents+json; charset=UTF-8", toBytes(wireEvent())],
    ["Application/CloudEvents+JSON", toBytes(wireEvent())],
    ["application/cloudevents-batch+json;charset=utf-8", toBytes([wireEvent()])],
    ["application/json ; charset=utf-8", toBytes([wireEvent()])],
  ])("%s is read, with a byte order mark too", (contentType, body) => {
    expect(readEventsBody(body, contentType)).toMatchObject({ ok: true });
    const read = readEventsBody(Buffer.concat([mark, body]), contentType);
    expect(read).toEqual(readEventsBody(body, contentType));
  });
});
