import type { Bench } from "./bench.ts";
import { deadline } from "./deadline.ts";
import { fold } from "./fold.ts";
import { heatMap } from "./heat-map.ts";
import { ingestBulk } from "./ingest-bulk.ts";
import { ingestLive } from "./ingest-live.ts";
import { memory } from "./memory.ts";
import { parity } from "./parity.ts";
import { rebuild } from "./rebuild.ts";
import { wallQueries } from "./wall-queries.ts";

/** Every bench there is: a new one is a file and a line here. */
export const BENCHES: readonly Bench[] = [
  deadline,
  fold,
  parity,
  wallQueries,
  heatMap,
  rebuild,
  memory,
  ingestBulk,
  ingestLive,
];
