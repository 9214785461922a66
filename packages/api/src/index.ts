export { type ApiDeps, type ApiTuning, buildApi } from "./app.ts";
export type { Clock, EventsBody, IngesterPort, OverlaysPort, ReadEventsBody } from "./ports.ts";
