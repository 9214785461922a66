export {
  createSimulator,
  type SimulatedReport,
  type Simulator,
} from "./create-simulator.ts";

export { toStoredEvent } from "./stored-event.ts";
