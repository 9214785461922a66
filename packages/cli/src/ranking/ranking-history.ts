import type { PeriodFigures } from "@toancanh/contracts";
import { type NamedPeriod, periodsBefore, type ScoredCounts, type Trials } from "@toancanh/domain";
import type { ListedPeriodAct, Store } from "@toancanh/store";
import type { City } from "../city/open-city.ts";
import { measurePeriod } from "../periods/measure-period.ts";
import { readKnownPeriod } from "../periods/period-states.ts";
import type { Moment } from "../periods/read-reports.ts";

/** Figures of earlier periods, each as of its own cut-off, read or folded once. */
export interface RankingHistory {
  /** The `count` periods before one, the nearest first; those before the first report have no units. */
  before(period: NamedPeriod, count: number): Promise<PeriodFigures["units"][]>;
  /** At which moment an earlier period is judged. */
  momentOf(period: NamedPeriod): Promise<Moment>;
}

/**
 * A closed period's figures are those of its newest revision; one that is not closed is folded from its events as far
 * as they are known at `knownAt` (epoch ms, Infinity for now).
 */
export function createHistory(city: City, store: Store, knownAt: number): RankingHistory {
  const found = new Map<string, PeriodFigures["units"]>();
  let first: Promise<number> | null = null;

  async function firstReceived(): Promise<number> {
    const [span] = await store.query("recorded_span", {});
    return span?.first_received_at ?? Number.POSITIVE_INFINITY;
  }

  async function unitsOf(period: NamedPeriod): Promise<PeriodFigures["units"]> {
    const known = found.get(period.period);
    if (known !== undefined) return known;
    const units = await readUnits(period);
    found.set(period.period, units);
    return units;
  }

  async function readUnits(period: NamedPeriod): Promise<PeriodFigures["units"]> {
    first ??= firstReceived();
    if (period.to <= (await first)) return {};
    const latest = await closedRevision(period);
    if (latest !== null) {
      const stored = await store.readPeriodFigures(period.kind, period.period, latest.revision);
      if (stored !== null) return stored.units;
    }
    return (await measurePeriod(city, store, period, { asOf: period.to, knownAt })).figures.units;
  }

  async function closedRevision(period: NamedPeriod): Promise<ListedPeriodAct | null> {
    const { latest } = await readKnownPeriod(store, period);
    return latest !== null && latest.known_at <= knownAt ? latest : null;
  }

  return {
    async before(period, count) {
      const units: PeriodFigures["units"][] = [];
      for (const earlier of periodsBefore(city.rulebook, period, count)) units.push(await unitsOf(earlier));
      return units;
    },
    async momentOf(period) {
      const latest = await closedRevision(period);
      return { asOf: latest?.cut_off ?? period.to, knownAt: latest?.known_at ?? knownAt };
    },
  };
}

/** What some units had late and due, in each period for itself; periods without anything due are left out. */
export function trialsOf(periods: readonly PeriodFigures["units"][], units: readonly string[]): Trials[] {
  return periods.flatMap((figures) =>
    units.flatMap((unit) => {
      const own: ScoredCounts | undefined = figures[unit];
      return own === undefined || own.due === 0 ? [] : [{ late: own.late, due: own.due }];
    }),
  );
}
