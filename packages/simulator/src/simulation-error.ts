/** A value of simulation.json that the profile cannot follow. `field` is its path, e.g. `channels[2].channel`. */
export class SimulationSettingsError extends Error {
  readonly code = "simulation_settings";
  readonly field: string;
  constructor(field: string, message: string) {
    super(`simulation.json: ${field}: ${message}`);
    this.name = "SimulationSettingsError";
    this.field = field;
  }
}
