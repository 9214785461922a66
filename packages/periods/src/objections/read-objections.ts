import type { ObjectionRow } from "@toancanh/contracts";
import { groupBy, objectionsAt } from "@toancanh/domain";
import { fixesFigures } from "../closing/period-states.ts";
import { readObjections } from "../measuring/read-excuses.ts";
import type { PeriodStore } from "../period-city.ts";

/** An objection as it stands, with all its versions. */
export interface KnownObjection {
  newest: ObjectionRow;
  /** Oldest first. */
  versions: readonly ObjectionRow[];
  /** Revision of its period that counts what was decided; null while none does. */
  countedIn: number | null;
}

/** Instants that hold every receipt: what the store's times can hold, in whole days. */
const ALL_TIME = { from: 0, to: Date.UTC(2200, 0, 1) };

/** All versions of all objections. */
export function readAllObjections(store: Pick<PeriodStore, "query">): Promise<ObjectionRow[]> {
  return readObjections(store, ALL_TIME);
}

/** Objections as they stand: those open first, the longest waiting first; then the newest decisions. */
export async function listObjections(
  store: Pick<PeriodStore, "query" | "readPeriodActs">,
): Promise<KnownObjection[]> {
  const rows = await readAllObjections(store);
  const fixings = (await store.readPeriodActs("", "")).filter(fixesFigures);
  const versions = groupBy(rows, ({ id }) => id);
  return objectionsAt(rows, Number.POSITIVE_INFINITY)
    .map((newest): KnownObjection => {
      const counting = fixings.filter(
        ({ kind, period, known_at }) =>
          kind === newest.kind && period === newest.period && known_at >= newest.known_at,
      );
      const countedIn =
        newest.state === "open" || counting.length === 0
          ? null
          : Math.min(...counting.map(({ revision }) => revision));
      return { newest, versions: versions.get(newest.id) ?? [], countedIn };
    })
    .sort(compareWaiting);
}

function compareWaiting({ newest: a }: KnownObjection, { newest: b }: KnownObjection): number {
  if ((a.state === "open") !== (b.state === "open")) return a.state === "open" ? -1 : 1;
  return a.state === "open" ? a.recorded_at - b.recorded_at : b.recorded_at - a.recorded_at;
}
