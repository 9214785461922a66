import type { Store } from "@toancanh/store";
import Type, { type Static } from "typebox";
import { Compile } from "typebox/compile";

/** How far a data directory has replayed its source. */
const ReplayPositionSchema = Type.Object({
  /** Absolute path of the source. */
  source: Type.String(),
  /** Every event up to this moment (epoch ms) is durable. */
  reached: Type.Number(),
});
export type ReplayPosition = Static<typeof ReplayPositionSchema>;

const REPLAY_KEY = "replay";
const validator = Compile(ReplayPositionSchema);

/** Null for a directory that replays nothing. */
export async function readReplayPosition(store: Pick<Store, "readPosition">): Promise<ReplayPosition | null> {
  const text = await store.readPosition(REPLAY_KEY);
  return text === null ? null : validator.Parse(JSON.parse(text));
}

export async function writeReplayPosition(
  store: Pick<Store, "writePosition">,
  position: ReplayPosition,
): Promise<void> {
  await store.writePosition(REPLAY_KEY, JSON.stringify(position));
}
