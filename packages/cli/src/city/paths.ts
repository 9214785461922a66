import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The product runs from its repository: sources and build lie equally deep below it. */
export const productRoot = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..", "..");
export const profilesDir = join(productRoot, "profiles");
export const dashboardDir = join(productRoot, "packages", "dashboard", "dist", "app");

export function defaultDataDir(profile: string): string {
  return join(process.cwd(), ".data", profile);
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(productRoot, "package.json"), "utf8"));
  const isManifest = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return isManifest ? String(manifest.version) : "unknown";
}

export const productVersion = readVersion();
