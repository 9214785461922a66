import { resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { nameBackup, parsePlace } from "./backup-folder.ts";

describe("parsePlace", () => {
  beforeEach(() => {
    vi.stubEnv("S3_ACCESS_KEY_ID", "key");
    vi.stubEnv("S3_SECRET_ACCESS_KEY", "secret");
  });
  afterEach(() => vi.unstubAllEnvs());

  it("takes folders, archives, disks and buckets", () => {
    expect(parsePlace("some/backups", "new")).toEqual({
      kind: "folder",
      dir: resolve("some/backups"),
      name: "new",
    });
    expect(parsePlace("some/one.tar", "new")).toEqual({
      kind: "folder",
      dir: resolve("some"),
      name: "one.tar",
    });
    expect(parsePlace("disk:backups", "new")).toEqual({ kind: "disk", disk: "backups", name: "new" });
    expect(parsePlace("disk:backups/city/monday", "new")).toEqual({
      kind: "disk",
      disk: "backups",
      name: "city/monday",
    });
    expect(parsePlace("s3:https://s3.example.com/city", "new")).toEqual({
      kind: "s3",
      url: "https://s3.example.com/city",
      name: "new",
      accessKeyId: "key",
      secretAccessKey: "secret",
    });
  });

  it("asks for the keys of a bucket", () => {
    vi.stubEnv("S3_ACCESS_KEY_ID", undefined);
    expect(() => parsePlace("s3:https://s3.example.com/city", "new")).toThrow("S3_ACCESS_KEY_ID");
  });
});

it("names backups so that they sort by their moments", () => {
  expect(nameBackup(Date.UTC(2026, 10, 27, 6, 5, 4, 3))).toBe("20261127T060504003Z");
});
