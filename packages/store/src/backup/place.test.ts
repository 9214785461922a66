import { describe, expect, it } from "vitest";
import { type BackupPlace, placeSql } from "./place.ts";

describe("placeSql", () => {
  it.each<[BackupPlace, string]>([
    [{ kind: "folder", dir: "/backup", name: "20261127T000000000Z" }, "File('target/20261127T000000000Z')"],
    [{ kind: "folder", dir: "/backup", name: "one.tar" }, "File('target/one.tar')"],
    [{ kind: "disk", disk: "backups", name: "toancanh/monday" }, "Disk('backups', 'toancanh/monday')"],
    [
      { kind: "s3", url: "https://s3/b/", name: "monday", accessKeyId: "k", secretAccessKey: "it's" },
      "S3('https://s3/b/monday', 'k', 'it\\'s')",
    ],
  ])("names %o as the engine does", (place, sql) => {
    expect(placeSql(place)).toBe(sql);
  });

  it.each(["", "..", "../up", "a/../../b", "/etc", "a b", "a'b", "a//b"])("refuses the name %o", (name) => {
    expect(() => placeSql({ kind: "folder", dir: "/backup", name })).toThrow("is no name for a backup");
  });
});
