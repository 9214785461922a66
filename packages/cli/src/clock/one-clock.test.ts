import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { productRoot } from "../city/paths.ts";

/** The seams: one where the product is put together, one on a screen. */
const SEAMS = ["cli/src/clock/world-clock.ts", "dashboard/src/data/server-clock.ts"];
/** They test the product from outside, in the world's time. */
const TOOLS = ["faults/", "harness/"];
const TIME_OF_DAY = /\bDate\.now\b|\bnew Date\(\)|\bDateTime\.(now|local|utc)\(\)/;

it("reads the time of day in one place", () => {
  const packages = join(productRoot, "packages");
  const sources = readdirSync(packages).flatMap((name) =>
    readdirSync(join(packages, name, "src"), { recursive: true, encoding: "utf8" }).map((file) =>
      `${name}/src/${file}`.replaceAll("\\", "/"),
    ),
  );
  const readers = sources
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\/testing\//.test(file))
    .filter((file) => !TOOLS.some((tool) => file.startsWith(tool)))
    .filter((file) => TIME_OF_DAY.test(readFileSync(join(packages, file), "utf8")));
  expect(readers.sort()).toEqual(SEAMS);
});
