import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lockDataDir } from "./lock-data-dir.ts";

describe("lockDataDir", () => {
  let parent: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), "toancanh-lock-"));
  });
  afterEach(() => {
    rmSync(parent, { recursive: true, force: true });
  });

  it("makes the directory, holds it and gives it back", () => {
    const dir = join(parent, "new", "data");
    const unlock = lockDataDir(dir);
    expect(() => lockDataDir(dir)).toThrow(
      expect.objectContaining({
        code: "data_dir_in_use",
        message: `data directory ${dir} is in use by process ${process.pid}: stop it or choose another with --data`,
      }),
    );
    unlock();
    const again = lockDataDir(dir);
    // Released twice: by the second time another process may hold the lock.
    unlock();
    expect(() => lockDataDir(dir)).toThrow("in use");
    again();
  });

  it("sees another living process", () => {
    const start = readFileSync(`/proc/${process.ppid}/stat`, "utf8").split(") ")[1]?.split(" ")[19];
    writeFileSync(join(parent, "toancanh.lock"), `${process.ppid} ${start}\n`);
    expect(() => lockDataDir(parent)).toThrow(`in use by process ${process.ppid}`);
  });

  it.each([
    ["a process that was killed", "4194303 1"],
    ["a pid that another process has now", `${process.ppid} 1`],
    ["a lock cut short by a full disk", ""],
  ])("takes over what is left of %s", (_what, content) => {
    writeFileSync(join(parent, "toancanh.lock"), content);
    lockDataDir(parent)();
  });

  it("says how to cure a directory that cannot be written", () => {
    const file = join(parent, "file");
    writeFileSync(file, "");
    expect(() => lockDataDir(join(file, "data"))).toThrow(
      expect.objectContaining({
        code: "data_dir_unwritable",
        message: expect.stringContaining("choose another with --data"),
      }),
    );
  });
});
