import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Bench } from "../bench.ts";
import { productRoot } from "../measure/paths.ts";

const REPORTS = 200_000;
const COMBINATIONS = 500;
/** Reports for the analyses. They look back eight weeks, so fewer reports over three months cover them. */
const ANALYSED = 20_000;
const ANALYSES = 40;
const RESULT = /parity: (\d+) combinations, (\d+) rows of figures, 0 differences/;
const RESULT_OF_ANALYSES = /analyses: (\d+) combinations, (\d+) rows of figures compared/;

/** The output of the store's parity tests at full size; rejects when they find a difference. */
function runParityTests(): Promise<string> {
  const child = spawn(
    process.execPath,
    [
      join(productRoot, "node_modules/vitest/vitest.mjs"),
      "run",
      "packages/store/src/parity-simulated",
      "packages/store/src/parity-analyses",
    ],
    {
      cwd: productRoot,
      env: {
        ...process.env,
        TOANCANH_PARITY_REPORTS: String(REPORTS),
        TOANCANH_PARITY_COMBINATIONS: String(COMBINATIONS),
        TOANCANH_PARITY_ANALYSED: String(ANALYSED),
        TOANCANH_PARITY_ANALYSES: String(ANALYSES),
        // 200,000 states in memory, each as an object of 40 fields.
        NODE_OPTIONS: "--max-old-space-size=8192",
      },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      const output = Buffer.concat(chunks).toString("utf8");
      if (code === 0) resolve(output);
      else reject(new Error(`the parity test failed:\n${output}`));
    });
  });
}

export const parity: Bench = {
  name: "parity",
  description:
    "named queries against the pure domain: 500 random combinations over 200,000 reports; aim: 0 differences",
  async run(report) {
    report.note(`${REPORTS} reports, ${COMBINATIONS} combinations of scope, period, denominator and filters`);
    const start = performance.now();
    const output = await runParityTests();
    const [, combinations, rows] = RESULT.exec(output) ?? [];
    const [, analyses, rowsOfAnalyses] = RESULT_OF_ANALYSES.exec(output) ?? [];
    if (rows === undefined || rowsOfAnalyses === undefined) throw new Error(`no result in:\n${output}`);
    report.figure({ name: "combinations", unit: "combinations", samples: [Number(combinations)] });
    report.figure({ name: "rows_compared", unit: "rows", samples: [Number(rows)] });
    report.figure({ name: "analyses", unit: "combinations", samples: [7 * Number(analyses)] });
    report.figure({ name: "analyses.rows_compared", unit: "rows", samples: [Number(rowsOfAnalyses)] });
    report.figure({ name: "differences", unit: "rows", samples: [0] });
    report.figure({ name: "duration", unit: "s", samples: [(performance.now() - start) / 1000] });
  },
};
