import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { chooseEncoding, encodeBody } from "./content-encoding.ts";

describe("content encoding", () => {
  it.each([
    [undefined, "identity"],
    ["", "identity"],
    ["gzip, deflate, br, zstd", "br"],
    ["gzip", "gzip"],
    ["br;q=0, gzip;q=0.5", "gzip"],
    ["GZIP ; Q=1", "gzip"],
    ["*", "br"],
    ["identity", "identity"],
  ])("answers Accept-Encoding %s with %s", (header, expected) => {
    expect(chooseEncoding(header)).toBe(expected);
  });

  it("keeps the same bytes in every encoding", async () => {
    const body = Buffer.from("phường Bến Thành ".repeat(100));
    const encoded = await encodeBody(body);
    expect(brotliDecompressSync(encoded.br).equals(body)).toBe(true);
    expect(gunzipSync(encoded.gzip).equals(body)).toBe(true);
    expect(encoded.br.length).toBeLessThan(body.length / 5);
  });
});
