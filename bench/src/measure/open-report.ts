import { cpus, totalmem } from "node:os";
import { quantileOf } from "@toancanh/domain";
import type { Figure, Report } from "../bench.ts";

const GIB = 2 ** 30;

/** The machine in a line: cores, processor, memory, Node, system. */
function describeMachine(): string {
  const cores = cpus();
  const model = cores[0]?.model.trim() ?? "unknown processor";
  const memory = Math.round(totalmem() / GIB);
  return `${cores.length} × ${model}, ${memory} GiB, Node ${process.versions.node}, ${process.platform} ${process.arch}`;
}

/** Four significant digits, whole numbers whole: enough for any comparison, without digits of mere chance. */
function roundFigure(value: number): number {
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(4));
}

/** @returns a report that prints JSON lines on stdout, and the list of what it has printed */
export function openReport(bench: string): { report: Report; figures: Figure[]; machine: string } {
  const machine = describeMachine();
  const figures: Figure[] = [];
  const report: Report = {
    figure({ name, unit, samples, value }) {
      const p50 = quantileOf(samples, 0.5);
      const p95 = quantileOf(samples, 0.95);
      if (p50 === null || p95 === null) throw new RangeError(`${bench}.${name} has no samples`);
      const figure: Figure = {
        name: `${bench}.${name}`,
        value: roundFigure(value ?? p50),
        unit,
        n: samples.length,
        p50: roundFigure(p50),
        p95: roundFigure(p95),
        machine,
      };
      figures.push(figure);
      process.stdout.write(`${JSON.stringify(figure)}\n`);
    },
    note(text) {
      process.stderr.write(`${bench}: ${text}\n`);
    },
  };
  return { report, figures, machine };
}
