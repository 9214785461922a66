import { access, readdir } from "node:fs/promises";
import { join } from "node:path";

/** Names of the profiles under a folder (those subfolders that have a profile.json), sorted. */
export async function listProfiles(rootDir: string): Promise<string[]> {
  const names: string[] = [];
  for (const entry of await readdir(rootDir, { withFileTypes: true }).catch(() => [])) {
    if (entry.isDirectory() && (await isReadable(join(rootDir, entry.name, "profile.json")))) {
      names.push(entry.name);
    }
  }
  return names.sort();
}

async function isReadable(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
