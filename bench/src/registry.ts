import type { Bench } from "./bench.ts";
import { deadline } from "./deadline.ts";
import { fold } from "./fold.ts";
import { heatMap } from "./heat-map.ts";
import { ingestBulk } from "./ingest/ingest-bulk.ts";
import { ingestLive } from "./ingest/ingest-live.ts";
import { memory } from "./memory.ts";
import { parity } from "./parity.ts";
import { wallQueries } from "./queries/wall-queries.ts";
import { rebuild } from "./rebuild.ts";

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
