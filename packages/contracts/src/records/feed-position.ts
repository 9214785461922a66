import Type, { type Static } from "typebox";
import { EpochMs, Text } from "./values.ts";

/** How far a source was read. */
export const FeedPositionSchema = Type.Object({
  source: Text,
  /** Text of the source's own, usually JSON. */
  position: Text,
  recorded_at: EpochMs,
});
export type FeedPosition = Static<typeof FeedPositionSchema>;
