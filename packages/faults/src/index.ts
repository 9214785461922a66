export { runFaultsMain } from "./main.ts";
export { type FaultReport, type FaultRunOptions, runFaults } from "./run-faults.ts";
