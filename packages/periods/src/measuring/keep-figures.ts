import type { PeriodFigures } from "@toancanh/contracts";
import { type NamedPeriod, periodsBefore } from "@toancanh/domain";
import type { ListedPeriodAct } from "@toancanh/store";
import { fixesFigures, readKnownPeriod } from "../closing/period-states.ts";
import type { PeriodCity, PeriodStore } from "../period-city.ts";
import { type MeasuredPeriod, measurePeriod } from "./measure-period.ts";
import type { Moment } from "./moment.ts";

/** Figures of periods, each measured once and kept while the events behind it stay the same. */
export interface FigureKeeper {
  /** The figures that a revision fixed; null when there is no such revision. */
  fixed(period: NamedPeriod, revision: number): Promise<PeriodFigures | null>;
  /** The figures as of a moment. */
  measured(period: NamedPeriod, moment: Moment): Promise<MeasuredPeriod>;
  /**
   * The `count` periods before one, the nearest first, each as of its own cut-off: what its newest revision fixed that
   * was known by then, else measured. Without units before the first report.
   */
  before(period: NamedPeriod, count: number, knownAt: number): Promise<PeriodFigures["units"][]>;
  /** At which moment a past period is judged. */
  momentOf(period: NamedPeriod, knownAt: number): Promise<Moment>;
}

/** Periods kept: two kinds over two years, with some moments of the one that runs. */
const MOST_KEPT = 60;

export function keepFigures(city: PeriodCity, store: PeriodStore): FigureKeeper {
  const kept = new Map<string, Promise<MeasuredPeriod>>();
  const fixed = new Map<string, Promise<PeriodFigures | null>>();

  async function measured(period: NamedPeriod, moment: Moment): Promise<MeasuredPeriod> {
    const [marks] = await store.query("event_marks", { from: period.from, to: period.to });
    const key = [
      period.kind,
      period.period,
      moment.asOf,
      moment.knownAt,
      marks?.events,
      marks?.newest_recorded_at,
      marks?.objections,
    ].join(" ");
    return keep(kept, key, () => measurePeriod(city, store, period, moment, "states"));
  }

  async function ofRevision(period: NamedPeriod, revision: number): Promise<PeriodFigures | null> {
    const key = `${period.kind} ${period.period} ${revision}`;
    const found = await keep(fixed, key, () => store.readPeriodFigures(period.kind, period.period, revision));
    // There may be such a revision the next time.
    if (found === null) fixed.delete(key);
    return found;
  }

  async function closedRevision(period: NamedPeriod, knownAt: number): Promise<ListedPeriodAct | null> {
    const { acts } = await readKnownPeriod(store, period);
    const known = acts.filter((act) => fixesFigures(act) && act.known_at <= knownAt);
    return known.reduce<ListedPeriodAct | null>(
      (newest, act) => (newest === null || act.revision > newest.revision ? act : newest),
      null,
    );
  }

  async function ofPast(period: NamedPeriod, knownAt: number): Promise<PeriodFigures["units"]> {
    const [span] = await store.query("recorded_span", {});
    if (period.to <= (span?.first_received_at ?? Number.POSITIVE_INFINITY)) return {};
    const latest = await closedRevision(period, knownAt);
    const stored = latest === null ? null : await ofRevision(period, latest.revision);
    return (stored ?? (await measured(period, { asOf: period.to, knownAt })).figures).units;
  }

  return {
    fixed: ofRevision,
    measured,
    async before(period, count, knownAt) {
      const units: PeriodFigures["units"][] = [];
      for (const earlier of periodsBefore(city.rulebook, period, count))
        units.push(await ofPast(earlier, knownAt));
      return units;
    },
    async momentOf(period, knownAt) {
      const latest = await closedRevision(period, knownAt);
      return { asOf: latest?.cut_off ?? period.to, knownAt: latest?.known_at ?? knownAt };
    },
  };
}

/**
 * The same for those who may not see what is fixed and not public yet: such a period is a gap among those before one.
 * Whether the period they ask for itself is public is not looked at here.
 */
export function withoutUnpublished(
  figures: FigureKeeper,
  { rulebook }: Pick<PeriodCity, "rulebook">,
  store: Pick<PeriodStore, "readPeriodActs">,
): FigureKeeper {
  return {
    ...figures,
    async before(period, count, knownAt) {
      const units = await figures.before(period, count, knownAt);
      const states = await Promise.all(
        periodsBefore(rulebook, period, count).map((one) => readKnownPeriod(store, one)),
      );
      return units.map((own, index) => (states[index]?.state === "frozen" ? {} : own));
    },
  };
}

/** What a key stands for, made once; one that failed is made again the next time. */
function keep<T>(map: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = map.get(key);
  if (known !== undefined) return known;
  for (const old of map.keys()) {
    if (map.size < MOST_KEPT) break;
    map.delete(old);
  }
  const made = make();
  map.set(key, made);
  made.catch(() => map.delete(key));
  return made;
}
