import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bench } from "../bench.ts";
import { interleave } from "../measure/interleave.ts";
import { productRoot } from "../measure/paths.ts";

const LINES = 200_000;
const ROUNDS = 5;
const MINUTE_MS = 60_000;

const GROUPS = ["infrastructure", "socioeconomic", "suggestion"] as const;
const COMPLEXITIES = ["normal", "complex", "coordinated"] as const;

/** Any moment of 2024 and 2025, all groups and complexities in turn, every third one verified already. */
function lineOf(index: number): string {
  const receivedAt = Date.UTC(2024, 0, 2) + ((index * 7919) % (700 * 1440)) * MINUTE_MS;
  const timeAfter = (minutes: number) => new Date(receivedAt + minutes * MINUTE_MS).toISOString();
  const line = {
    id: `r${index}`,
    field_group: GROUPS[index % GROUPS.length],
    complexity: COMPLEXITIES[Math.floor(index / GROUPS.length) % COMPLEXITIES.length],
    received_at: timeAfter(0),
    assigned_at: timeAfter(30 + (index % 240)),
    ...(index % 3 === 0 ? { verified_at: timeAfter(300 + (index % 1440)) } : {}),
  };
  return `${JSON.stringify(line)}\n`;
}

/** Of one run of the command, from its start to its exit. */
interface Run {
  seconds: number;
  /** User and system time of the process, all threads. */
  cpuSeconds: number;
}

/** The shell's own count of its child's time, as POSIX has it: second line, `0m3.21s 0m0.40s`. */
function readTimes(path: string): number {
  const parts =
    readFileSync(path, "utf8")
      .split("\n")[1]
      ?.matchAll(/(\d+)m([\d.]+)s/g) ?? [];
  let seconds = 0;
  for (const [, minutes, rest] of parts) seconds += Number(minutes) * 60 + Number(rest);
  if (!(seconds > 0)) throw new Error(`the shell gave no times in ${path}`);
  return seconds;
}

/** Runs the product's own command with stdin from a file and stdout into one. */
async function runCommand(input: string, output: string): Promise<Run> {
  const times = `${output}.times`;
  const stdin = openSync(input, "r");
  const stdout = openSync(output, "w");
  try {
    const start = performance.now();
    const command = [process.execPath, join(productRoot, "scripts", "cli.mjs"), times];
    const child = spawn("sh", ["-c", '"$0" "$1" deadline && times > "$2"', ...command], {
      cwd: productRoot,
      stdio: [stdin, stdout, "inherit"],
    });
    const [code] = await once(child, "exit");
    const seconds = (performance.now() - start) / 1000;
    if (code !== 0) throw new Error(`the deadline command ended with exit code ${code}`);
    return { seconds, cpuSeconds: readTimes(times) };
  } finally {
    closeSync(stdin);
    closeSync(stdout);
  }
}

export const deadline: Bench = {
  name: "deadline",
  description: `${LINES.toLocaleString("en")} lines through \`cli -- deadline\`, a process of its own; aim: 100,000 lines/s`,
  async run(report) {
    const folder = mkdtempSync(join(tmpdir(), "toancanh-bench-"));
    try {
      const many = join(folder, "many.ndjson");
      const one = join(folder, "one.ndjson");
      const output = join(folder, "answers.ndjson");
      writeFileSync(many, Array.from({ length: LINES }, (_, index) => lineOf(index)).join(""));
      writeFileSync(one, lineOf(0));
      report.note("running the command in turn with one line and with all");
      const samples = await interleave(
        { start: () => runCommand(one, output), whole: () => runCommand(many, output) },
        { rounds: ROUNDS, warmUps: 1 },
      );
      const answers = readFileSync(output, "utf8").split("\n").length - 1;
      if (answers !== LINES) throw new Error(`${answers} answers to ${LINES} lines`);

      const starts = samples.get("start") ?? [];
      const wholes = samples.get("whole") ?? [];
      // Each run less the start-up measured right before it.
      const ratesBy = (cost: (run: Run) => number) =>
        wholes.flatMap((whole, round) => {
          const start = starts[round];
          return start === undefined ? [] : [LINES / (cost(whole) - cost(start))];
        });
      const seconds = ratesBy((run) => run.seconds);
      const cpuSeconds = ratesBy((run) => run.cpuSeconds);
      report.figure({ name: "lines_per_second", unit: "lines/s", samples: seconds });
      report.figure({ name: "lines_per_cpu_second", unit: "lines/s", samples: cpuSeconds });
      report.figure({ name: "start", unit: "s", samples: starts.map((run) => run.seconds) });
      report.figure({ name: "start_cpu", unit: "s", samples: starts.map((run) => run.cpuSeconds) });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
