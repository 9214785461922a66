import Type, { type Static } from "typebox";
import { Compile } from "typebox/compile";
import { CommandError } from "../terminal/output.ts";

/** From `from` (epoch ms) on, the schedule's intensity; 1 is the profile's own volume. */
const SegmentSchema = Type.Object({ from: Type.Number(), intensity: Type.Number({ exclusiveMinimum: 0 }) });
export type Segment = Static<typeof SegmentSchema>;

/** How far the simulation has come; kept in the store under the source {@link POSITION_KEY}. Times in epoch ms. */
const SimulationPositionSchema = Type.Object({
  generator: Type.String(),
  seed: Type.Integer(),
  history_from: Type.Number(),
  history_to: Type.Number(),
  /** The fill goes backwards: everything born at or after this moment is durable. */
  filled_from: Type.Number(),
  /** Every event of the schedule up to this moment is durable (once the fill is done). */
  live_to: Type.Number(),
  segments: Type.Array(SegmentSchema, { minItems: 1 }),
});
export type SimulationPosition = Static<typeof SimulationPositionSchema>;

export const POSITION_KEY = "simulation";
const validator = Compile(SimulationPositionSchema);

/** @throws CommandError when the stored position is not one of this version. */
export function parsePosition(json: string): SimulationPosition {
  const value: unknown = JSON.parse(json);
  if (!validator.Check(value)) {
    throw new CommandError(
      "the data directory holds a simulation of another version: start with a new directory (--data)",
      1,
    );
  }
  return value;
}
