export {
  createAuditLog,
  readAudit,
  verifyAudit,
} from "./audit/audit-log.ts";
export type { BackupPlace } from "./backup/place.ts";
export { restoreDataDir, verifyInScratch } from "./backup/restore.ts";
export type { BackupSummary } from "./backup/summary.ts";
export { type Examination, isWhole } from "./checks/examination.ts";
export type { MarkedReport } from "./checks/examine.ts";
export { isDataError } from "./engine/data-error.ts";
export { ENGINE_SETTINGS } from "./engine/engine.ts";
export { StoreError } from "./engine/store-error.ts";
export { bindQuery } from "./queries/bind-query.ts";
export { loadQueries } from "./queries/load-queries.ts";
export { type OwnUnits, restrictTo } from "./queries/own-units.ts";
export type { QueryName, QueryParams, QueryRow } from "./queries/queries.ts";
export type { ListedPeriodAct } from "./records/period-acts.ts";
export type { ReportKey } from "./records/read-events.ts";
export { createClusterStatements } from "./schema/cluster-statements.ts";
export { openStore, type Store } from "./store.ts";
