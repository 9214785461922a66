import Type, { type Static } from "typebox";
import { Code, Count16, EpochMs, Text } from "./values.ts";

/** What becomes of an objection to a late finding. */
export const OBJECTION_STATES = ["open", "upheld", "rejected"] as const;
export type ObjectionState = (typeof OBJECTION_STATES)[number];

/** One version of an objection: rows are only ever added, and the newest version known at a moment counts. */
export const ObjectionRowSchema = Type.Object({
  /** "2025-11-0019": its period and its number in it. */
  id: Text,
  /** 1 as filed, then one more for each decision. */
  version: Count16,
  state: Type.Enum(OBJECTION_STATES),
  recorded_at: EpochMs,
  /** In the city's time: a revision counts what was known by its own. */
  known_at: EpochMs,
  kind: Code,
  period: Code,
  service_request_id: Text,
  received_at: EpochMs,
  agency: Code,
  turn: Count16,
  /** One of those that the profile lists. */
  reason: Code,
  text: Text,
  /** Of the decision; "" while it is open. */
  ground: Text,
  /** Who filed or decided, as the audit log names them. */
  who: Text,
});
export type ObjectionRow = Static<typeof ObjectionRowSchema>;
