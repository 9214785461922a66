// Counts the source files that lie side by side. A folder with more than fifteen no longer shows what it holds.
import { readdirSync } from "node:fs";
import { join, relative } from "node:path";

const LIMIT = 15;
const PLACES = ["packages", "bench", "scripts", "sql", "docs"];
/** Made, or numbered in the order of their dates: such a list only grows, and is read from its end. */
const LEFT_OUT = ["node_modules", "dist", "reports", "results", "images", "migrations", "adr", "testing"];

const isSource = (name) => /\.([cm]?[jt]sx?|sql|md)$/.test(name) && !/\.(test|spec)\.|\.d\.ts$/.test(name);

/** Folders with more source files than the limit, each with its number: `packages/x/src: 17`. */
export function findCrowdedFolders(root) {
  const crowded = [];
  const visit = (folder) => {
    const entries = readdirSync(folder, { withFileTypes: true });
    const count = entries.filter((entry) => entry.isFile() && isSource(entry.name)).length;
    if (count > LIMIT) crowded.push(`${relative(root, folder)}: ${count}`);
    for (const entry of entries) {
      if (entry.isDirectory() && !LEFT_OUT.includes(entry.name)) visit(join(folder, entry.name));
    }
  };
  for (const place of PLACES) visit(join(root, place));
  return crowded;
}
