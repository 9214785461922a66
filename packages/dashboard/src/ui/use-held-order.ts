import { useState } from "react";

/** The ids as they were when this turn began: a list that is being read does not change its order. */
export function useHeldOrder(turn: string, ids: readonly string[]): readonly string[] {
  const [held, setHeld] = useState({ turn, ids });
  if (held.turn === turn && (held.ids.length > 0 || ids.length === 0)) return held.ids;
  setHeld({ turn, ids });
  return ids;
}
