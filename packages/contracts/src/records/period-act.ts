import Type, { type Static } from "typebox";
import { LocalizedTextSchema, strict } from "../primitives.ts";
import type { FigureChange, PeriodFigures } from "./period-figures.ts";
import { Code, Count16, EpochMs, Json, Text } from "./values.ts";

/** What is done to a period: its figures are fixed, made public, corrected, remarked upon. */
const PERIOD_ACTS = ["freeze", "publish", "revise", "remark"] as const;
export type PeriodActKind = (typeof PERIOD_ACTS)[number];

/** What a revision rests on beside the events. */
export const PeriodBasisSchema = Type.Object(
  {
    policies: Type.Array(Type.Object({ id: Type.String(), decision: Type.String() }, strict)),
    calendars: Type.Array(Type.Object({ id: Type.String(), from: Type.String(), to: Type.String() }, strict)),
    scorings: Type.Array(Type.Object({ id: Type.String(), version: Type.Integer() }, strict)),
    /** SHA-256 over all files of the profile, its boundaries among them. */
    profile_hash: Type.String(),
    code_version: Type.String(),
    /** Any report came from the simulator. */
    simulated: Type.Boolean(),
    /** What stood against closing, when it was closed in spite of it. */
    overruled: Type.Array(
      Type.Object({ code: Type.String(), count: Type.Integer(), text: LocalizedTextSchema }, strict),
    ),
  },
  strict,
);
export type PeriodBasis = Static<typeof PeriodBasisSchema>;

/** One act of closing a period: rows are only ever added. */
export const PeriodActRowSchema = Type.Object({
  kind: Code,
  /** Named by the month in which it ends: "2025-10". */
  period: Code,
  /** From 1; a publication names the revision it makes public, a remark the one it is made of. */
  revision: Count16,
  act: Type.Enum(PERIOD_ACTS),
  recorded_at: EpochMs,
  period_from: EpochMs,
  period_to: EpochMs,
  cut_off: EpochMs,
  known_at: EpochMs,
  /** SHA-256 (hex) over the canonical JSON of the figures. */
  hash: Text,
  /** Of a revision; of a remark what it says; "" otherwise. */
  reason: Text,
  /** A {@link PeriodBasis}. */
  basis: Json,
  /** The {@link PeriodFigures}; null in publications and remarks, which change none. */
  figures: Json,
  /** What a revision changed, a list of {@link FigureChange}. */
  diff: Json,
});

/** An act with what its JSON columns hold. */
export interface PeriodAct
  extends Omit<Static<typeof PeriodActRowSchema>, "act" | "basis" | "figures" | "diff"> {
  act: PeriodActKind;
  basis: PeriodBasis;
  figures: PeriodFigures | null;
  diff: FigureChange[];
}
