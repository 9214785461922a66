import type { FoldedReport, ReportState } from "@toancanh/contracts";
import type { ReportKey } from "@toancanh/store";
import type { IngestStore, Log } from "../ports.ts";
import type { Fold } from "./admit-events.ts";
import type { ReportCache } from "./report-cache.ts";
import type { ReportLimits } from "./report-room.ts";

/** What turns events into states. An ingester makes one: it takes, reconciles and rebuilds with the same. */
export interface ProjectionContext {
  /** Each of its calls is repeated until answered: see `retryCalls`. */
  store: Pick<IngestStore, "readEvents" | "appendEvents" | "writeStates">;
  log: Log;
  /** Reports known under these ids, and when they were received. */
  findReports: (ids: readonly string[]) => Promise<readonly ReportKey[]>;
  fold: Fold;
  /** Puts a folded report on the map. */
  place: (folded: FoldedReport) => ReportState;
  cache: ReportCache;
  limits: ReportLimits;
  /** True for a store error that lies in the rows themselves. */
  isDataError: (error: unknown) => boolean;
}
