export {
  type AccessFile,
  AccessFileError,
  parseCommentedJson,
  readAccessFile,
} from "./access/access-file.ts";
export { openAccounts } from "./access/accounts.ts";
export { spoolAudit } from "./access/audit-spool.ts";
export { openTokens, type TokenFacts, type TokenKind } from "./access/tokens.ts";
export { buildApi } from "./app.ts";
export { openConfiguredDoor } from "./server/access/configured-door.ts";
export { type Door, openTrialDoor } from "./server/access/door.ts";
export { resolveUnits } from "./server/access/own-units.ts";
export type { Transport } from "./server/create-server.ts";
export { createHostCheck, isHostName } from "./server/host-guard.ts";
