import type { PeriodState } from "@toancanh/contracts";
import type { ClosedKind, NamedPeriod } from "@toancanh/domain";
import type { ListedPeriodAct } from "@toancanh/store";
import type { PeriodStore } from "../period-city.ts";
import { PeriodError } from "../period-error.ts";

/** What acts come to: whether a draft still runs is for the clock to say. */
type ClosingState = Exclude<PeriodState, "running">;

/** What is said of a period: times are RFC 3339 in UTC. */
export interface PeriodAnswer {
  period: string;
  kind: ClosedKind;
  state: ClosingState;
  /** The newest; 0 in a draft. */
  revision: number;
  from: string;
  to: string;
  cut_off: string;
  /** As far as the revision knows; null in a draft. */
  known_at: string | null;
  hash: string | null;
}

/** A period with its acts, and what they come to. */
export interface KnownPeriod {
  period: NamedPeriod;
  state: ClosingState;
  /** What fixed the figures last; null in a draft. */
  latest: ListedPeriodAct | null;
  acts: readonly ListedPeriodAct[];
}

/** Whether an act fixed figures: a first revision or a further one. */
export function fixesFigures({ act }: Pick<ListedPeriodAct, "act">): boolean {
  return act === "freeze" || act === "revise";
}

/** A month that was published stays so: its corrections are public with their reason. */
export function knownPeriod(period: NamedPeriod, acts: readonly ListedPeriodAct[]): KnownPeriod {
  const latest = acts
    .filter(fixesFigures)
    .reduce<ListedPeriodAct | null>(
      (newest, act) => (newest === null || act.revision > newest.revision ? act : newest),
      null,
    );
  const isPublished = acts.some(({ act }) => act === "publish");
  const state = latest === null ? "draft" : isPublished ? "published" : "frozen";
  return { period, state, latest, acts };
}

export async function readKnownPeriod(
  store: Pick<PeriodStore, "readPeriodActs">,
  period: NamedPeriod,
): Promise<KnownPeriod> {
  return knownPeriod(period, await store.readPeriodActs(period.kind, period.period));
}

/** The same as of one of its revisions; the newest when none is named. @throws PeriodError for one that there is not */
export function atRevision(known: KnownPeriod, revision: number | undefined): KnownPeriod {
  if (revision === undefined || revision === known.latest?.revision) return known;
  const latest = known.acts.find((act) => fixesFigures(act) && act.revision === revision);
  if (latest !== undefined) return { ...known, latest };
  const { kind, period } = known.period;
  throw new PeriodError("missing", `${kind} period ${period} has no revision ${revision}`);
}

export function answerPeriod({ period, state, latest }: KnownPeriod): PeriodAnswer {
  const write = (at: number) => new Date(at).toISOString();
  return {
    period: period.period,
    kind: period.kind,
    state,
    revision: latest?.revision ?? 0,
    from: write(latest?.period_from ?? period.from),
    to: write(latest?.period_to ?? period.to),
    cut_off: write(latest?.cut_off ?? period.to),
    known_at: latest === null ? null : write(latest.known_at),
    hash: latest?.hash ?? null,
  };
}
