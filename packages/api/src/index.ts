export { buildApi } from "./app.ts";
