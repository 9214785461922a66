import {
  FigureChangeSchema,
  type PeriodAct,
  type PeriodActRowSchema,
  PeriodBasisSchema,
  type PeriodFigures,
  PeriodFiguresSchema,
} from "@toancanh/contracts";
import Type, { type Static } from "typebox";
import { Compile } from "typebox/compile";
import { StoreError } from "../engine/store-error.ts";

/** An act as it is listed: everything but its figures. */
export type ListedPeriodAct = Omit<PeriodAct, "figures">;

const basis = Compile(PeriodBasisSchema);
const diff = Compile(Type.Array(FigureChangeSchema));
const figures = Compile(PeriodFiguresSchema);

/** A row of `period_acts` with what its JSON columns hold. @throws StoreError `unexpected_row` */
export function toListedAct(row: Omit<Static<typeof PeriodActRowSchema>, "figures">): ListedPeriodAct {
  const parsed = { basis: parseJson(row.basis), diff: parseJson(row.diff) };
  if (!basis.Check(parsed.basis) || !diff.Check(parsed.diff)) throw unexpected(`${row.kind} ${row.period}`);
  return { ...row, basis: parsed.basis, diff: parsed.diff };
}

/** The figures of a revision from their JSON. @throws StoreError `unexpected_row` */
export function toPeriodFigures(text: string): PeriodFigures {
  const parsed = parseJson(text);
  if (!figures.Check(parsed)) throw unexpected("figures");
  return parsed;
}

function parseJson(text: string): unknown {
  return JSON.parse(text);
}

function unexpected(which: string): StoreError {
  return new StoreError("unexpected_row", `a row of period_acts is not one that was written: ${which}`);
}
