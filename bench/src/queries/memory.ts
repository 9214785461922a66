import type { Bench } from "../bench.ts";
import { benchSizes, nameOfSize, openBigStore } from "./big-store.ts";
import { wallReads } from "./wall-set.ts";

const MIB = 2 ** 20;
const REST_MS = 10_000;
const LOAD_MS = 30_000;
/** Screens that ask at the same time. */
const SCREENS = 3;

/** Resident memory of this process, sampled until the work is done; MiB. */
async function watchMemory(work: Promise<unknown>): Promise<number[]> {
  const samples: number[] = [];
  const timer = setInterval(() => samples.push(process.memoryUsage.rss() / MIB), 100);
  try {
    await work;
  } finally {
    clearInterval(timer);
  }
  return samples;
}

export const memory: Bench = {
  name: "memory",
  description: "resident memory with 10 M reports at rest and under the wall's load; aim: ≤ 1.5 GB, ≤ 3 GB",
  async run(report) {
    const reads = await wallReads();
    for (const size of benchSizes("10000000")) {
      // Made first, and measured in a store opened anew: making it leaves memory behind.
      await (await openBigStore(size, (text) => report.note(text))).close();
      const big = await openBigStore(size, (text) => report.note(text));
      try {
        const rest = await watchMemory(new Promise((resolve) => setTimeout(resolve, REST_MS)));
        const end = performance.now() + LOAD_MS;
        const screen = async () => {
          while (performance.now() < end) for (const read of reads) await read.product(big);
        };
        const load = await watchMemory(Promise.all(Array.from({ length: SCREENS }, screen)));
        const name = nameOfSize(size);
        report.figure({ name: `${name}.at_rest`, unit: "MiB", samples: rest, value: Math.max(...rest) });
        report.figure({ name: `${name}.under_load`, unit: "MiB", samples: load, value: Math.max(...load) });
      } finally {
        await big.close();
      }
    }
  },
};
