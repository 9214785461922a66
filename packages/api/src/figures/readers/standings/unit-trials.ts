import type { UnitTrials } from "@toancanh/domain";

interface WindowRow {
  key: string;
  window: number;
  late: number;
  due: number;
}

const NOTHING = { late: 0, due: 0 };

/** Rows of two windows (0: now, 1: before) by unit. */
export function toUnitTrials(rows: readonly WindowRow[]): UnitTrials[] {
  const units = new Map<string, UnitTrials>();
  for (const { key, window, late, due } of rows) {
    const unit = units.get(key) ?? { id: key, now: NOTHING, before: NOTHING };
    units.set(key, { ...unit, [window === 0 ? "now" : "before"]: { late, due } });
  }
  return [...units.values()];
}
