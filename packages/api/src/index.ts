export { type ApiDeps, type ApiTuning, buildApi } from "./app.ts";
export type { IngesterPort, OverlaysPort } from "./ports.ts";
