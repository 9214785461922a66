export { type ApiDeps, type ApiTuning, buildApi } from "./app.ts";
export type { Clock, EventsBody, IngesterPort, ReadEventsBody } from "./ports.ts";
