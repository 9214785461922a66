// Lint, formatting, types and boundaries of the whole tree; any warning is an error.
import { join } from "node:path";
import { prepare, root, run } from "./prepare.mjs";

prepare({ screens: false });
const tool = (path, args, what) => run(process.execPath, [join(root, "node_modules", path), ...args], what);
tool("@biomejs/biome/bin/biome", ["check", "--error-on-warnings", "."], "Lint");
tool("typescript/bin/tsc", ["-b"], "Types");
tool(
  "dependency-cruiser/bin/dependency-cruise.mjs",
  ["--config", ".dependency-cruiser.cjs", "packages", "bench"],
  "Boundaries",
);
process.stderr.write("Lint, types and boundaries: clean\n");
