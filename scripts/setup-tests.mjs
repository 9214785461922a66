// npm run setup:tests: everything the tests need beside Node; `npm test` begins with the same.
import { prepare } from "./prepare.mjs";
import { ensureTestTools } from "./test-tools.mjs";

prepare({ screens: true });
await ensureTestTools();
process.stderr.write("The tests have what they need\n");
