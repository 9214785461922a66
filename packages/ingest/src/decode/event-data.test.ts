import { describe, expect, it } from "vitest";
import { TEST_NOW, toBytes, wireEvent } from "../testing/sample-events.ts";
import { decodeBytes } from "./decode.ts";

const { data, ...envelope } = wireEvent();
const base64 = (text: string) => Buffer.from(text).toString("base64");
const reasonOf = (bytes: Uint8Array) => {
  const decoded = decodeBytes(bytes, TEST_NOW);
  return decoded.ok ? "taken" : `${decoded.rejection.code} ${decoded.rejection.pointer}`;
};

describe("the data of an event", () => {
  it.each([
    "application/json",
    "application/json; charset=utf-8",
    "application/json;charset=UTF-8",
    "APPLICATION/JSON",
    "text/json",
  ])("are taken as %s", (datacontenttype) => {
    expect(reasonOf(toBytes(wireEvent({ datacontenttype })))).toBe("taken");
  });

  it.each(["application/vnd.city+json", "application/xml", "text/plain", "json", ""])(
    "are refused as %j",
    (datacontenttype) => {
      expect(reasonOf(toBytes(wireEvent({ datacontenttype })))).toBe("bad_value /datacontenttype");
    },
  );

  it("may come as Base64, with or without padding, and give the same event", () => {
    const text = JSON.stringify(data);
    for (const encoded of [base64(text), base64(text).replace(/=+$/, ""), base64(`\uFEFF${text}`)]) {
      const decoded = decodeBytes(toBytes({ ...envelope, data_base64: encoded }), TEST_NOW);
      expect(decoded).toEqual(decodeBytes(toBytes(wireEvent()), TEST_NOW));
    }
  });

  it.each([
    [{ data_base64: 7 }, "wrong_type /data_base64"],
    [{ data_base64: "%%" }, "bad_value /data_base64"],
    [{ data_base64: base64("{cut") }, "not_json /data_base64"],
    [{ data_base64: Buffer.from([0xff, 0xfe]).toString("base64") }, "not_json /data_base64"],
    [{ data_base64: "" }, "not_json /data_base64"],
    [{ data_base64: base64("[]") }, "wrong_type /data"],
    [{ data_base64: base64("{}"), data: {} }, "bad_value /data_base64"],
    [{ data_base64: base64(`${'{"a":'.repeat(40)}1${"}".repeat(40)}`) }, "too_deep "],
  ])("are refused as %j", (over, reason) => {
    expect(reasonOf(toBytes({ ...envelope, ...over }))).toBe(reason);
  });
});

describe("the bytes of an event", () => {
  it("may begin with a byte order mark", () => {
    expect(reasonOf(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), toBytes(wireEvent())]))).toBe("taken");
  });

  it.each(["id", "subject"])("with a number for %s are refused, never rounded", (name) => {
    const text = JSON.stringify(wireEvent({ [name]: "@" })).replace('"@"', "90071992547409931");
    expect(reasonOf(Buffer.from(text))).toBe(`wrong_type /${name}`);
  });
});
