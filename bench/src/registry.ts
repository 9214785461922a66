import type { Bench } from "./bench.ts";
import { fsyncCost } from "./ingest/fsync-cost.ts";
import { ingestBulk } from "./ingest/ingest-bulk.ts";
import { ingestLive } from "./ingest/ingest-live.ts";
import { backup } from "./queries/backup.ts";
import { heatMap } from "./queries/heat-map.ts";
import { memory } from "./queries/memory.ts";
import { wallQueries } from "./queries/wall-queries.ts";
import { rebuild } from "./rebuild.ts";
import { deadline } from "./rules/deadline.ts";
import { fold } from "./rules/fold.ts";
import { parity } from "./rules/parity.ts";
import { soak } from "./soak/soak.ts";

/** Every bench there is: a new one is a file and a line here. */
export const BENCHES: readonly Bench[] = [
  deadline,
  fold,
  parity,
  wallQueries,
  heatMap,
  rebuild,
  memory,
  backup,
  ingestBulk,
  ingestLive,
  fsyncCost,
  soak,
];
