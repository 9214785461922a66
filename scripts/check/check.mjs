// npm run check: lint and formatting, types, boundaries, unused code and the size of folders; any warning is an error.
// Prints each step with its time.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fail, prepare, root, run } from "../prepare.mjs";
import { findCrowdedFolders } from "./folder-sizes.mjs";

prepare({ screens: false });

function step(what, does) {
  process.stderr.write(`${what} …\n`);
  const began = performance.now();
  does();
  process.stderr.write(`${what}: clean (${((performance.now() - began) / 1000).toFixed(1)} s)\n`);
}
function runTool(what, path, args) {
  step(what, () => run(process.execPath, [path, ...args], what));
}
const find = (path) => join(root, "node_modules", path);
const boundaries = fileURLToPath(
  new URL("../../bin/dependency-cruise.mjs", import.meta.resolve("dependency-cruiser")),
);

runTool("Lint and formatting", find("@biomejs/biome/bin/biome"), ["check", "--error-on-warnings", "."]);
// One checker a project: each would work the schemas' types out anew, at half as much again in processor time.
runTool("Types", find("typescript/bin/tsc"), ["-b", "--checkers", "1"]);
runTool("Boundaries between packages", boundaries, [
  ...["--config", ".dependency-cruiser.cjs"],
  ...["packages", "bench"],
]);
runTool("Unused code", find("knip/bin/knip.js"), []);
step("Folders", () => {
  const crowded = findCrowdedFolders(root);
  if (crowded.length > 0) fail(`too many source files side by side: ${crowded.join(", ")}`);
});
