import { loadCity } from "@toancanh/cli";
import { periodContaining } from "@toancanh/domain";
import { tableFromIPC } from "apache-arrow";
import type { Bench } from "../bench.ts";
import { benchSizes, NOW, nameOfSize, openBigStore } from "./big-store.ts";

const DAY = 86_400_000;
const ROUNDS = 30;

export const heatMap: Bench = {
  name: "heat-map",
  description:
    "cells of the whole city, resolution 9, as Arrow at 10 M reports; aim: p95 ≤ 60 ms, ≤ 1 MB, decoding ≤ 50 ms",
  async run(report) {
    const { profile, rulebook } = await loadCity("hcmc");
    const { from, to } = periodContaining(rulebook, "official", NOW);
    const scope = {
      as_of: NOW,
      from,
      to,
      time_zone: profile.time_zone,
      resolution: 9,
      status: "received" as const,
    };
    const [category] = profile.categories;
    const maps = {
      period_of_category: { ...scope, service_code: category?.service_code ?? "" },
      period: scope,
      all_history: { ...scope, from: NOW - 3650 * DAY },
    };
    for (const size of benchSizes("10000000")) {
      const big = await openBigStore(size, (text) => report.note(text));
      try {
        for (const [map, params] of Object.entries(maps)) {
          const name = `${nameOfSize(size)}.${map}`;
          const server: number[] = [];
          const decoding: number[] = [];
          let bytes = 0;
          let cells = 0;
          for (let round = -3; round < ROUNDS; round++) {
            const start = performance.now();
            const arrow = await big.store.queryArrow("heat_map", params);
            const read = performance.now();
            const table = tableFromIPC(arrow);
            const counts = table.getChild("count")?.toArray();
            const decoded = performance.now();
            if (table.numRows === 0 || counts === undefined) throw new Error(`${name} has no cells`);
            bytes = arrow.length;
            cells = table.numRows;
            if (round < 0) continue;
            server.push(read - start);
            decoding.push(decoded - read);
          }
          report.figure({ name: `${name}.server`, unit: "ms", samples: server });
          report.figure({ name: `${name}.decode`, unit: "ms", samples: decoding });
          report.figure({ name: `${name}.bytes`, unit: "bytes", samples: [bytes] });
          report.figure({ name: `${name}.cells`, unit: "cells", samples: [cells] });
        }
      } finally {
        await big.close();
      }
    }
  },
};
