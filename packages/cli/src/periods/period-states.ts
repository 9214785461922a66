import type { ClosedKind, NamedPeriod } from "@toancanh/domain";
import type { ListedPeriodAct, Store } from "@toancanh/store";

/** How far a period has come (docs/metrics.md §6). */
export type PeriodState = "draft" | "frozen" | "published";

/** What is said of a period: times are RFC 3339 in UTC. */
export interface PeriodAnswer {
  period: string;
  kind: ClosedKind;
  state: PeriodState;
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
  state: PeriodState;
  /** What fixed the figures last; null in a draft. */
  latest: ListedPeriodAct | null;
  acts: readonly ListedPeriodAct[];
}

/** A month that was published stays so: its corrections are public with their reason. */
export function knownPeriod(period: NamedPeriod, acts: readonly ListedPeriodAct[]): KnownPeriod {
  const latest = acts
    .filter(({ act }) => act !== "publish")
    .reduce<ListedPeriodAct | null>(
      (newest, act) => (newest === null || act.revision > newest.revision ? act : newest),
      null,
    );
  const isPublished = acts.some(({ act }) => act === "publish");
  const state = latest === null ? "draft" : isPublished ? "published" : "frozen";
  return { period, state, latest, acts };
}

export async function readKnownPeriod(store: Store, period: NamedPeriod): Promise<KnownPeriod> {
  return knownPeriod(period, await store.readPeriodActs(period.kind, period.period));
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
