import { execFile } from "node:child_process";
import { readdir, readFile, stat, truncate } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const SOURCE = fileURLToPath(new URL("../../shim/disk.c", import.meta.url));
/** Of an entry of the shim's table: three numbers of 64 bits. */
const ENTRY_BYTES = 24;

/** Compiles shim/disk.c into `folder`. @returns the library's path, for LD_PRELOAD */
export async function buildShim(folder: string): Promise<string> {
  const library = join(folder, "disk.so");
  await promisify(execFile)("cc", ["-shared", "-fPIC", "-O2", "-o", library, SOURCE, "-ldl"]);
  return library;
}

/** Takes away what the process under test had not synchronised when it died. @param table the shim's */
export async function cutUnsynced(dir: string, table: string): Promise<void> {
  const safe = await readUnsynced(table);
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const { ino, size } = await stat(path);
    const kept = safe.get(ino);
    if (kept !== undefined && kept < size) await truncate(path, kept);
  }
}

/** By inode: bytes that are safe of the files written to since they were synchronised. */
async function readUnsynced(table: string): Promise<Map<number, number>> {
  const bytes = await readFile(table);
  const safe = new Map<number, number>();
  for (let at = 0; at + ENTRY_BYTES <= bytes.length; at += ENTRY_BYTES) {
    const inode = Number(bytes.readBigUInt64LE(at));
    const isDirty = bytes.readBigUInt64LE(at + 16) !== 0n;
    if (inode !== 0 && isDirty) safe.set(inode, Number(bytes.readBigUInt64LE(at + 8)));
  }
  return safe;
}
