import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { AccessFileError, readAccessFile } from "./access-file.ts";

const EXAMPLE = fileURLToPath(new URL("../../../../docs/access.example.jsonc", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "toancanh-access-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(text: string) {
  const path = join(folder, "access.jsonc");
  writeFileSync(path, text);
  return readAccessFile(path);
}

const provider = (rules: object[]) => ({
  provider: {
    name: { vi: "x", en: "x" },
    issuer: "https://id.example",
    client_id: "x",
    public_url: "https://toancanh.example",
    rules,
  },
});

describe("the access file", () => {
  it("works as the example stands", () => {
    const { config, stateFolder } = readAccessFile(EXAMPLE);
    expect(config.proxies).toEqual(["127.0.0.1", "::1"]);
    expect(stateFolder).toMatch(/docs[\\/]access-state$/);
  });

  it("takes comments, and two slashes in a text for what they are", () => {
    const { config } = read('{ // who\n "contact": { "vi": "a // b \\" // c", "en": "x" } // end\n}');
    expect(config.contact?.vi).toBe('a // b " // c');
  });

  it.each([
    ["{", "is no JSON"],
    ['{ "rolls": 1 }', "/"],
    ['{ "sessions": { "hours": 0 } }', "/sessions/hours"],
    ['{ "proxies": ["proxy.example"] }', "/proxies/0"],
    ['{ "tls": { "certificate": "missing.pem", "key": "missing.pem" } }', "missing.pem cannot be read"],
    [JSON.stringify(provider([{ claim: "groups", role: "mayor" }])), "/provider/rules/0/role"],
    [
      JSON.stringify(provider([{ claim: "groups", matches: "(", role: "leader" }])),
      "/provider/rules/0/matches",
    ],
    [JSON.stringify(provider([{ claim: "groups", has: "x", role: "office" }])), "/provider/rules/0/units"],
    [JSON.stringify(provider([])), "/provider/rules"],
  ])("says where %s is wrong", (text, where) => {
    expect(() => read(text)).toThrow(AccessFileError);
    expect(() => read(text)).toThrow(where);
  });

  it("names a file that is not there", () => {
    expect(() => readAccessFile(join(folder, "none.jsonc"))).toThrow(/there is no access file/);
  });
});
