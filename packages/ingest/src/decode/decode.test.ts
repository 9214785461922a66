import { EVENT_KINDS, EVENT_TYPE_PREFIX } from "@toancanh/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TEST_NOW, toBytes, wireEvent } from "../testing/sample-events.ts";
import { decodeBytes, decodeEvent } from "./decode.ts";
import type { Rejection } from "./rejection.ts";

function rejectionOf(bytes: Uint8Array | null): Rejection | null {
  const decoded = decodeBytes(bytes, TEST_NOW);
  return decoded.ok ? null : decoded.rejection;
}

function eventOf(value: unknown) {
  const decoded = decodeEvent(value, TEST_NOW);
  if (!decoded.ok) throw new Error(`${decoded.rejection.code} ${decoded.rejection.message}`);
  return decoded.value;
}

const without = (key: string) =>
  Object.fromEntries(Object.entries(wireEvent()).filter(([name]) => name !== key));

describe("what cannot be taken", () => {
  const cases: [name: string, bytes: Uint8Array | null, code: string, pointer: string][] = [
    ["no bytes (a tombstone)", null, "not_json", ""],
    ["empty", Buffer.from(""), "not_json", ""],
    ["garbage", Buffer.from("garbage"), "not_json", ""],
    ["truncated", toBytes(wireEvent()).subarray(0, 90), "not_json", ""],
    ["bad UTF-8", Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d]), "bad_utf8", ""],
    ["2 MB", Buffer.alloc(2 * 1024 * 1024, 0x20), "event_too_large", ""],
    ["null", Buffer.from("null"), "not_an_object", ""],
    ["a number", Buffer.from("42"), "not_an_object", ""],
    ["an array", toBytes([wireEvent()]), "not_an_object", ""],
    ["deep nesting", Buffer.from(`${'{"a":'.repeat(40)}1${"}".repeat(40)}`), "too_deep", ""],
    ["missing id", toBytes(without("id")), "missing_field", "/id"],
    ["missing data", toBytes({ ...wireEvent(), data: undefined }), "missing_field", "/data"],
    ["data null", toBytes({ ...wireEvent(), data: null }), "wrong_type", "/data"],
    [
      "missing requested_datetime",
      toBytes({ ...wireEvent(), data: { channel: "x" } }),
      "missing_field",
      "/data/requested_datetime",
    ],
    [
      "missing channel",
      toBytes({ ...wireEvent({}, { channel: undefined }) }),
      "missing_field",
      "/data/channel",
    ],
    ["missing agency", toBytes(wireEvent({}, {}, "assigned")), "missing_field", "/data/agency_responsible"],
    ["wrong type of id", toBytes(wireEvent({ id: 7 })), "wrong_type", "/id"],
    ["wrong type of urgency", toBytes(wireEvent({}, { urgency: "3" })), "wrong_type", "/data/urgency"],
    ["wrong type of channel", toBytes(wireEvent({}, { channel: { a: 1 } })), "wrong_type", "/data/channel"],
    ["optional field null", toBytes(wireEvent({}, { lat: null })), "wrong_type", "/data/lat"],
    ["empty subject", toBytes(wireEvent({ subject: "" })), "bad_value", "/subject"],
    ["too long id", toBytes(wireEvent({ id: "x".repeat(201) })), "bad_value", "/id"],
    ["unknown complexity", toBytes(wireEvent({}, { complexity: "huge" })), "bad_value", "/data/complexity"],
    ["urgency 12", toBytes(wireEvent({}, { urgency: 12 })), "bad_value", "/data/urgency"],
    ["latitude 123", toBytes(wireEvent({}, { lat: 123, long: 106 })), "impossible_coordinate", "/data/lat"],
    [
      "longitude −200",
      toBytes(wireEvent({}, { lat: 10, long: -200 })),
      "impossible_coordinate",
      "/data/long",
    ],
    [
      "latitude 1e999",
      Buffer.from(JSON.stringify(wireEvent({}, { lat: 1, long: 2 })).replace('"lat":1', '"lat":1e999')),
      "wrong_type",
      "/data/lat",
    ],
    ["latitude alone", toBytes(wireEvent({}, { lat: 10 })), "missing_field", "/data/long"],
    ["far future", toBytes(wireEvent({ time: "2031-01-01T00:00:00Z" })), "time_in_future", "/time"],
    [
      "received in the future",
      toBytes(wireEvent({}, { requested_datetime: "2025-11-20T10:06:00Z" })),
      "time_in_future",
      "/data/requested_datetime",
    ],
    ["before 2000", toBytes(wireEvent({ time: "1999-12-31T00:00:00Z" })), "time_implausible", "/time"],
    [
      "received in 1970",
      toBytes(wireEvent({}, { requested_datetime: "1970-01-01T00:00:00Z" })),
      "time_implausible",
      "/data/requested_datetime",
    ],
    [
      "due in 9999",
      toBytes(wireEvent({}, { expected_datetime: "9999-01-01T00:00:00Z" })),
      "time_implausible",
      "/data/expected_datetime",
    ],
    ["time without offset", toBytes(wireEvent({ time: "2025-11-20T16:30:00" })), "bad_time", "/time"],
    [
      "30 February",
      toBytes(wireEvent({}, { requested_datetime: "2025-02-30T00:00:00Z" })),
      "bad_time",
      "/data/requested_datetime",
    ],
    ["time a number", toBytes(wireEvent({ time: 5 })), "wrong_type", "/time"],
    ["foreign type", toBytes(wireEvent({ type: "com.example.order" })), "unknown_type", "/type"],
    ["unknown kind", toBytes(wireEvent({ type: `${EVENT_TYPE_PREFIX}exploded` })), "unknown_type", "/type"],
    ["other specversion", toBytes(wireEvent({ specversion: "0.3" })), "bad_value", "/specversion"],
    [
      "unknown major",
      toBytes({ dataschema: "urn:toancanh:report-event:2.0" }),
      "unsupported_schema_version",
      "/dataschema",
    ],
    [
      "foreign schema",
      toBytes(wireEvent({ dataschema: "https://example.org/x" })),
      "unsupported_schema_version",
      "/dataschema",
    ],
    ["control character", toBytes(wireEvent({ subject: "r\u0000" })), "bad_value", "/subject"],
    [
      "lone surrogate",
      Buffer.from(JSON.stringify(wireEvent()).replace("hotline", "\\ud800")),
      "bad_value",
      "/data/channel",
    ],
  ];
  it.each(cases)("%s", (_name, bytes, code, pointer) => {
    expect(rejectionOf(bytes)).toMatchObject({ code, pointer });
  });

  it("says it in a sentence with the schema version, and never repeats a value", () => {
    const bytes = toBytes(
      wireEvent({ dataschema: "urn:toancanh:report-event:1.4" }, { channel: "Nguyễn Văn A".repeat(20) }),
    );
    expect(rejectionOf(bytes)).toEqual({
      code: "bad_value",
      pointer: "/data/channel",
      message: "data.channel must have at most 100 characters.",
      schema_version: "1.4",
    });
    expect(rejectionOf(toBytes({ dataschema: "urn:toancanh:report-event:2.1" }))?.schema_version).toBe("2.1");
  });

  it("survives nesting that would exhaust the stack", () => {
    expect(rejectionOf(Buffer.from(`${"[".repeat(120_000)}${"]".repeat(120_000)}`))?.code).toBe("too_deep");
  });

  it("survives any bytes and any JSON", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => !decodeBytes(bytes, TEST_NOW).ok));
    fc.assert(fc.property(fc.jsonValue(), (value) => !decodeEvent(value, TEST_NOW).ok));
    const spoilt = fc.record({ key: fc.constantFrom(...Object.keys(wireEvent())), value: fc.jsonValue() });
    fc.assert(
      fc.property(
        spoilt,
        ({ key, value }) => typeof decodeEvent({ ...wireEvent(), [key]: value }, TEST_NOW).ok === "boolean",
      ),
    );
  });
});

describe("what is taken", () => {
  it("keeps the fields the schema knows, texts in NFC and times in UTC, and drops the rest", () => {
    const decomposed = "Đường dây nóng".normalize("NFD");
    const event = eventOf(
      wireEvent(
        { dataschema: "urn:toancanh:report-event:1.7", extension: "x" },
        { channel: decomposed, lat: 10.77, long: 106.7, phone: "0909 000 000", note: { deep: ["name"] } },
      ),
    );
    expect(event).toEqual({
      id: "e-1",
      source: "urn:toancanh:test",
      kind: "received",
      service_request_id: "r-1",
      received_at: Date.UTC(2025, 10, 20, 9, 30),
      time: Date.UTC(2025, 10, 20, 9, 30),
      recorded_at: TEST_NOW,
      payload_hash: expect.stringMatching(/^[0-9a-f]{32}$/),
      data: {
        requested_datetime: "2025-11-20T09:30:00.000Z",
        channel: "Đường dây nóng".normalize("NFC"),
        lat: 10.77,
        long: 106.7,
      },
    });
  });

  it("knows every kind", () => {
    const extra = {
      agency_responsible: "a",
      from_agency: "b",
      complexity: "complex",
      expected_datetime: "2025-12-01T00:00:00Z",
      reason: "hoax",
      duplicate_of: "r-0",
      rating: 5,
      channel: "app",
    };
    for (const kind of EVENT_KINDS) expect(eventOf(wireEvent({}, extra, kind)).kind).toBe(kind);
  });

  it("gives the same hash however the same fact is written, and another for another fact", () => {
    const hash = (value: unknown) => eventOf(value).payload_hash;
    const base = hash(wireEvent({}, { lat: 0, long: 106.7 }));
    const rewritten = {
      data: {
        long: 106.7,
        lat: -0,
        channel: "hotline",
        requested_datetime: "2025-11-20T09:30:00.000Z",
        extra: 1,
      },
      time: "2025-11-20T09:30:00Z",
      ...Object.fromEntries(Object.entries(wireEvent()).filter(([key]) => key !== "data" && key !== "time")),
    };
    expect(hash(rewritten)).toBe(base);
    const others = [
      wireEvent({ time: "2025-11-20T16:30:01+07:00" }, { lat: 0, long: 106.7 }),
      wireEvent({ source: "urn:other" }, { lat: 0, long: 106.7 }),
      wireEvent({ subject: "r-2" }, { lat: 0, long: 106.7 }),
      wireEvent({}, { lat: 0, long: 106.7, urgency: 1 }),
      wireEvent({}, { channel: "app", lat: 0, long: 106.7 }),
    ].map(hash);
    expect(new Set([base, ...others]).size).toBe(others.length + 1);
  });

  it("is the same from bytes and from a value, and allows five minutes of another clock", () => {
    const value = wireEvent({ time: "2025-11-20T10:05:00Z" });
    const decoded = decodeBytes(toBytes(value), TEST_NOW);
    expect(decoded.ok && decoded.value).toEqual(eventOf(value));
  });
});
