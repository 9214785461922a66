import type { WardStandings } from "@toancanh/contracts";
import { DEFAULT_MINIMUM_DUE, levelAgainst, usualRates } from "@toancanh/domain";
import { type FigureSource, stampAt } from "../../figure-source.ts";
import { createWardNames, wardsInForce } from "../../ward-names.ts";
import { rollingSpans, toWindow, windowParams } from "./rolling-window.ts";
import { toUnitTrials } from "./unit-trials.ts";

/** A ward's usual rate is that of the 8 weeks before the window. */
const DAYS_BEFORE = 56;

/** Wards over the last 30 days, each against its own usual rate. */
export async function readWardStandings(
  source: FigureSource,
  _query: object,
  now: number,
): Promise<WardStandings> {
  const { store, profile, rulebook } = source;
  const { window, earlier } = rollingSpans(rulebook, now, DAYS_BEFORE);
  const rows = await store.query("ward_counts", windowParams(now, [window, earlier]));
  const units = toUnitTrials(rows.filter((row) => row.key !== ""));
  const usual = usualRates(units);
  const seen = new Map(units.map((unit) => [unit.id, unit.now]));
  const codes = new Set([
    ...wardsInForce(profile, now).map((ward) => ward.code),
    ...units.filter((unit) => unit.now.due > 0).map((unit) => unit.id),
  ]);
  const minimumDue = profile.minimum_due ?? DEFAULT_MINIMUM_DUE;
  const nameOf = createWardNames(profile);
  return {
    ...stampAt(source, now),
    window: toWindow(window),
    minimum_due: minimumDue,
    rows: [...codes].map((code) => {
      const counts = seen.get(code) ?? { late: 0, due: 0 };
      const rate = usual.get(code) ?? null;
      const { level, probability } = levelAgainst(counts, rate, minimumDue);
      return {
        ward_code: code,
        ...nameOf(code),
        ...counts,
        usual_late_rate: rate,
        probability_more: probability,
        level,
      };
    }),
  };
}
