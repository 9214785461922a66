export { type ApiDeps, type ApiTuning, buildApi } from "./app.ts";
export type { Clock, IngesterPort, OverlaysPort } from "./ports.ts";
