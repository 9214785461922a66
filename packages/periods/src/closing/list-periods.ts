import { type ClosedKind, type NamedPeriod, namedPeriodContaining } from "@toancanh/domain";
import type { PeriodCity, PeriodStore } from "../period-city.ts";
import { type ClosingBlock, findClosingBlocks, readSourceSigns } from "./closing-blocks.ts";
import { type KnownPeriod, knownPeriod } from "./period-states.ts";

/** A period with what speaks against closing it; null unless it is a draft whose cut-off has passed. */
interface ListedPeriod {
  known: KnownPeriod;
  blocks: ClosingBlock[] | null;
}

/** The periods of a kind that have reports, newest first; or those named. `now` in epoch milliseconds. */
export async function listKnownPeriods(
  city: PeriodCity,
  store: PeriodStore,
  kind: ClosedKind,
  now: number,
  named?: readonly NamedPeriod[],
): Promise<ListedPeriod[]> {
  const acts = await store.readPeriodActs(kind, named?.length === 1 ? (named[0]?.period ?? "") : "");
  const signs = await readSourceSigns(store);
  const listed: ListedPeriod[] = [];
  for (const period of named ?? (await findPeriods(city, store, kind, now))) {
    const known = knownPeriod(
      period,
      acts.filter((one) => one.period === period.period),
    );
    const isDue = known.state === "draft" && period.to <= now;
    listed.push({ known, blocks: isDue ? await findClosingBlocks(city, store, period, signs) : null });
  }
  return listed;
}

/** From the period that runs back to that of the first report. */
async function findPeriods(
  city: PeriodCity,
  store: PeriodStore,
  kind: ClosedKind,
  now: number,
): Promise<NamedPeriod[]> {
  const [span] = await store.query("recorded_span", {});
  const first = span?.first_received_at ?? null;
  if (first === null) return [];
  const periods: NamedPeriod[] = [];
  const last = Math.max(now, span?.last_received_at ?? now);
  for (let offset = 0; ; offset++) {
    const period = namedPeriodContaining(city.rulebook, kind, last, offset);
    if (period.to <= first) return periods;
    periods.push(period);
  }
}
