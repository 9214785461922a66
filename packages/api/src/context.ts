import type { AccessTable, Alarm, Warning } from "@toancanh/contracts";
import type { FileWriter } from "@toancanh/documents";
import type { Figures } from "./figures/create-figures.ts";
import type { FigureSource } from "./figures/figure-source.ts";
import type { LiveHubs } from "./live/live-hubs.ts";
import type { PeriodDesk } from "./periods/period-desk.ts";
import type { IngesterPort, OverlaysPort } from "./ports.ts";
import type { Door } from "./server/access/door.ts";

/** What the handlers share, made once by buildApi. */
export interface ApiContext extends FigureSource {
  /** Ward outlines, TopoJSON. */
  outlines: object;
  /** The ground of the city's maps, GeoJSON. */
  basemap: object;
  version: string;
  figures: Figures;
  desk: PeriodDesk;
  files: FileWriter;
  overlays: OverlaysPort;
  door: Door;
  table: AccessTable;
  hubs: LiveHubs;
  /** Null on a server that takes no events. */
  ingester: IngesterPort | null;
  /** How long what happens stays untold to the public, ms. */
  publicDelayMs: number;
  /** How long events may take to become durable before their sender is answered 503, milliseconds. */
  answerMs: number;
  /** Share 0..1 of the first history filled; null when nothing is being filled. */
  fillProgress: () => number | null;
  /** What an operator has to look at now. */
  alarms: () => Alarm[];
  warnings: () => Warning[];
  /** Of which moment the newest verified backup is, epoch ms; null when none is known. */
  verifiedBackupAt: () => number | null;
}

/** The same without the store: a handler reads from that of its request, which knows who asks. */
export type HandlerContext = Omit<ApiContext, "store">;
