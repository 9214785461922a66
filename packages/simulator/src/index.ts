export {
  createSimulator,
  type SimulatedReport,
  type Simulator,
  type SimulatorInput,
} from "./create-simulator.ts";
export { SimulationSettingsError } from "./simulation-error.ts";
export { toStoredEvent } from "./stored-event.ts";
