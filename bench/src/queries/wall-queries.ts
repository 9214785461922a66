import { quantileOf } from "@toancanh/domain";
import type { Bench, Report } from "../bench.ts";
import { interleave } from "../measure/interleave.ts";
import { type BigStore, benchSizes, NOW, nameOfSize, openBigStore } from "./big-store.ts";
import { type WallRead, wallReads } from "./wall-set.ts";

const DAY = 86_400_000;
/** How often new versions come in while the queries run, and about how many of the current month's. */
const WRITE_EVERY_MS = 500;
const REWRITTEN_SHARE = 400;
const SLOW_SECONDS = 30;
/** In larger stores reads of all history take seconds, and fewer rounds are enough. */
const MANY = 10_000_000;

async function timed(work: () => Promise<number>): Promise<number> {
  const start = performance.now();
  if ((await work()) === 0) throw new Error("a read of the wall gave nothing");
  return performance.now() - start;
}

/** Later versions keep coming until told to stop. */
function keepWriting(big: BigStore): () => Promise<void> {
  let isStopped = false;
  const work = (async () => {
    for (let salt = 100; !isStopped; salt++) {
      await big.rewrite({ from: NOW - 2 * DAY, to: NOW, every: REWRITTEN_SHARE, salt });
      await new Promise((resolve) => setTimeout(resolve, WRITE_EVERY_MS));
    }
  })();
  return () => {
    isStopped = true;
    return work;
  };
}

async function measureRead(big: BigStore, read: WallRead, report: Report): Promise<void> {
  const { current, all } = big.reports > MANY ? { current: 10, all: 3 } : { current: 20, all: 7 };
  const rounds = read.span === "current" ? current : all;
  const { product, floor } = read;
  const variants: Record<string, () => Promise<number>> = { product: () => timed(() => product(big)) };
  if (floor !== null) variants.floor = () => timed(() => floor(big));
  const samples = await interleave(variants, { rounds, warmUps: 2 });
  const name = `${nameOfSize(big.reports)}.${read.span}.${read.name}`;
  const own = samples.get("product") ?? [];
  report.figure({ name, unit: "ms", samples: own });
  const flat = samples.get("floor");
  if (flat === undefined) return;
  report.figure({ name: `${name}.floor`, unit: "ms", samples: flat });
  const ratio = (quantileOf(own, 0.5) ?? 0) / (quantileOf(flat, 0.5) ?? 1);
  report.figure({ name: `${name}.ratio`, unit: "×", samples: [ratio] });
}

/** The wall's set alone and beside a reader that asks without a pause, by turns. */
async function measureBesideSlow(big: BigStore, reads: readonly WallRead[], report: Report): Promise<void> {
  const set = reads.filter(({ span }) => span === "current");
  const runSet = async (until: number): Promise<number[]> => {
    const samples: number[] = [];
    while (performance.now() < until) {
      for (const read of set) samples.push(await timed(() => read.product(big)));
    }
    return samples;
  };
  const alone = await runSet(performance.now() + (SLOW_SECONDS * 1000) / 2);
  const end = performance.now() + SLOW_SECONDS * 1000;
  const slow = (async () => {
    while (performance.now() < end) {
      await big.store.query("time_series", {
        as_of: NOW,
        from: 0,
        to: NOW,
        bucket: "hour",
        time_zone: "Asia/Ho_Chi_Minh",
      });
    }
  })();
  const beside = await runSet(end);
  await slow;
  const name = `${nameOfSize(big.reports)}.wall_set`;
  report.figure({ name: `${name}.alone`, unit: "ms", samples: alone });
  report.figure({ name: `${name}.beside_slow_query`, unit: "ms", samples: beside });
  const ratio = (quantileOf(beside, 0.95) ?? 0) / (quantileOf(alone, 0.95) ?? 1);
  report.figure({ name: `${name}.p95_ratio`, unit: "×", samples: [ratio] });
}

export const wallQueries: Bench = {
  name: "wall-queries",
  description:
    "every read of wall and desk at 1 M, 10 M (and 100 M) reports of 10 years beside flat tables; aim: ≤ 2 × the floor",
  async run(report) {
    const reads = await wallReads();
    for (const size of benchSizes("1000000,10000000")) {
      const big = await openBigStore(size, (text) => report.note(text));
      try {
        const stop = keepWriting(big);
        try {
          for (const read of reads) await measureRead(big, read, report);
        } finally {
          await stop();
        }
        await measureBesideSlow(big, reads, report);
      } finally {
        await big.close();
      }
    }
  },
};
