// The command of an installed copy: runs what was built, installs and builds nothing, so the copy may be read-only.
import { runCli } from "../packages/cli/dist/index.js";

await runCli(process.argv.slice(2));
