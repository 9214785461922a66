export { buildApi } from "./app.ts";
export { createHostCheck, isHostName } from "./server/host-guard.ts";
