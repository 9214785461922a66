import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The bench folder: sources and build lie equally deep below it. */
export const benchRoot = join(dirname(fileURLToPath(import.meta.url)), "../..");
export const productRoot = join(benchRoot, "..");
