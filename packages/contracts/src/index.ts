export * from "./api.ts";
export * from "./event.ts";
export * from "./problem.ts";
export * from "./profile.ts";
export * from "./report.ts";
export * from "./simulation.ts";
export * from "./state.ts";
