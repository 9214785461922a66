// npm run check: lint and formatting, types, boundaries and the size of folders; any warning is an error. Prints each
// step with its time.
import { join } from "node:path";
import { findCrowdedFolders } from "./folder-sizes.mjs";
import { fail, prepare, root, run } from "./prepare.mjs";

prepare({ screens: false });

function step(what, does) {
  process.stderr.write(`${what} …\n`);
  const began = performance.now();
  does();
  process.stderr.write(`${what}: clean (${((performance.now() - began) / 1000).toFixed(1)} s)\n`);
}
function runTool(what, path, args) {
  step(what, () => run(process.execPath, [join(root, "node_modules", path), ...args], what));
}

runTool("Lint and formatting", "@biomejs/biome/bin/biome", ["check", "--error-on-warnings", "."]);
runTool("Types", "typescript/bin/tsc", ["-b"]);
runTool("Boundaries between packages", "dependency-cruiser/bin/dependency-cruise.mjs", [
  ...["--config", ".dependency-cruiser.cjs"],
  ...["packages", "bench"],
]);
step("Folders", () => {
  const crowded = findCrowdedFolders(root);
  if (crowded.length > 0) fail(`too many source files side by side: ${crowded.join(", ")}`);
});
