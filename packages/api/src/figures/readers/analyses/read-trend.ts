import type { Profile, Trend, TrendQuery } from "@toancanh/contracts";
import { share } from "@toancanh/domain";
import { compareLikeForLike, type UnitTrend, type Volume } from "@toancanh/geo";
import { renderTrend } from "@toancanh/words";
import { toMetrics } from "../../counts.ts";
import { type FigureSource, stampAt } from "../../figure-source.ts";
import { resolvePartFilters } from "../../part-filters.ts";
import { resolveScope, type Scope, toPeriod } from "../../scope.ts";
import { createWardNames } from "../../ward-names.ts";

/** A year, and the same month of the year before. */
const DEFAULT_PERIODS = 13;

/** Units over several periods, within the boundary of today and as counted then; in words where one is asked for. */
export async function readTrend(source: FigureSource, query: TrendQuery, now: number): Promise<Trend> {
  const { store, profile, rulebook } = source;
  const { ward_code: unit, ...others } = query;
  const offset = query.offset ?? 0;
  const last = resolveScope(query, rulebook, now);
  const earlier = Array.from({ length: (query.periods ?? DEFAULT_PERIODS) - 1 }, (_, back) =>
    resolveScope({ ...query, offset: offset + back + 1 }, rulebook, now),
  );
  const scopes = [...earlier.reverse(), last];
  const flows = await store.query("unit_flows", {
    ...resolvePartFilters(others, profile),
    as_of: last.asOf,
    exclude: last.exclude,
    window_from: scopes.map(({ period }) => period.from),
    window_to: scopes.map(({ period }) => period.to),
  });
  const trend = compareLikeForLike(
    flows.map((row) => {
      const { received, late, due } = toMetrics(row, "due");
      const { window, then_unit, now_unit } = row;
      return { window, then_unit, now_unit, received, late, due };
    }),
    scopes.length,
    profile.crosswalk,
  );
  const nameOf = createWardNames(profile);
  const rows = trend.units.filter((one) => unit === undefined || one.unit === unit);
  const [asked] = unit === undefined ? [] : rows;
  return {
    ...stampAt(source, last.asOf),
    periods: scopes.map(({ kind, period }) => toPeriod(kind, period)),
    totals: trend.totals.map(withRate),
    rows: rows.map((row) => ({
      unit: row.unit,
      ...nameOf(row.unit),
      kind: row.kind,
      like_for_like: row.like_for_like.map(withRate),
      as_then: row.as_then.map(withRate),
      counted_in: row.counted_in.map((place) => ({ ...place, name: nameOf(place.unit).name })),
      made_of: row.made_of.map((part) => ({ ...part, name: nameOf(part.unit).name })),
    })),
    ...(asked === undefined ? {} : { explanation: explain(asked, scopes, profile) }),
  };
}

function withRate(volume: Volume): Volume & { late_rate: number | null } {
  return { ...volume, late_rate: share(volume.late, volume.due) };
}

/** Both languages; a period is named by the local days it begins and ends on. */
function explain(trend: UnitTrend, scopes: readonly Scope[], profile: Profile) {
  const names = createWardNames(profile);
  const nameOf = (unit: string) => names(unit).name;
  const day = new Intl.DateTimeFormat("en-GB", {
    timeZone: profile.time_zone,
    day: "2-digit",
    month: "2-digit",
    year: "numeric",
  });
  const windows = scopes.map(({ period }) => `${day.format(period.from)}–${day.format(period.to - 1)}`);
  return {
    vi: renderTrend(trend, { nameOf, windows }, "vi"),
    en: renderTrend(trend, { nameOf, windows }, "en"),
  };
}
