import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openReport } from "./measure/open-report.ts";
import { benchRoot } from "./measure/paths.ts";
import { BENCHES } from "./registry.ts";

function listBenches(): string {
  const width = Math.max(...BENCHES.map(({ name }) => name.length));
  return BENCHES.map(({ name, description }) => `  ${name.padEnd(width)}  ${description}\n`).join("");
}

/** @returns the exit code: 2 for an unknown name */
async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined) {
    process.stdout.write(`npm run bench -- <name>, one of:\n${listBenches()}`);
    return 0;
  }
  const bench = BENCHES.find((known) => known.name === name);
  if (bench === undefined || rest.length > 0) {
    const fault = bench === undefined ? `no bench is called "${name}"` : `${name} takes no arguments`;
    process.stderr.write(`toancanh: ${fault}; there are:\n${listBenches()}`);
    return 2;
  }
  const { report, figures, machine } = openReport(name);
  await bench.run(report);
  const folder = join(benchRoot, "results");
  await mkdir(folder, { recursive: true });
  const results = {
    bench: name,
    description: bench.description,
    at: new Date().toISOString(),
    machine,
    figures,
  };
  await writeFile(join(folder, `${name}.json`), `${JSON.stringify(results, null, 2)}\n`);
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
