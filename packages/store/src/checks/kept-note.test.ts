import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { keepNote } from "./kept-note.ts";

it("misses months of which more was acknowledged once, and says nothing when it cannot be read", async () => {
  const dir = mkdtempSync(join(tmpdir(), "toancanh-note-"));
  try {
    const note = keepNote(dir);
    expect(await note.findForgotten(new Map())).toEqual([]);
    await note.write(
      new Map([
        ["2026-11", 5],
        ["2026-09", 3],
        ["2026-10", 4],
      ]),
    );
    const now = new Map([
      ["2026-10", 4],
      ["2026-11", 4],
    ]);
    expect(await note.findForgotten(now)).toEqual(["2026-09", "2026-11"]);
    writeFileSync(join(dir, "acknowledged.json"), "{");
    expect(await note.findForgotten(now)).toEqual([]);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
