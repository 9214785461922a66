import type { StoredEvent } from "@toancanh/contracts";

/** The events of one report as a set: one winner per source and id, in the order the fold takes them. */
export interface EventSet {
  /** By time, then id, then source. */
  readonly events: StoredEvent[];
  /** Distinct (source, id, payload_hash): the version of the state. */
  readonly pairs: number;
  /** Latest of the earliest recordings of each pair: doubled deliveries do not move it. */
  readonly lastRecordedAt: number;
  /** Corrections that came after the moment of the set: they are not of it, and withdraw from it all the same. */
  readonly later?: readonly StoredEvent[];
}

/**
 * Reduces deliveries to a set that is the same for any order and any duplication: of one event (`source` and
 * `id` together, docs/metrics.md §1) with several payloads the smallest payload_hash wins, of one payload the earliest
 * recording counts.
 */
export function toEventSet(deliveries: readonly StoredEvent[]): EventSet {
  const { winners, losers } = pickWinners(deliveries);
  let lastRecordedAt = Number.NEGATIVE_INFINITY;
  for (const { recorded_at } of winners) lastRecordedAt = Math.max(lastRecordedAt, recorded_at);
  for (const recordedAt of losers.values()) lastRecordedAt = Math.max(lastRecordedAt, recordedAt);
  const events = winners.sort(byTimeThenId);
  return { events, pairs: events.length + losers.size, lastRecordedAt };
}

/**
 * The set of what had happened by `asOf` as far as was known at `knownAt` (epoch milliseconds); null when that was
 * nothing. A correction says what was true all along: what it withdraws is withdrawn whatever its own time.
 */
export function eventSetAt(
  deliveries: readonly StoredEvent[],
  { asOf, knownAt }: { asOf: number; knownAt: number },
): EventSet | null {
  const happened: StoredEvent[] = [];
  const later: StoredEvent[] = [];
  for (const event of deliveries) {
    if (event.recorded_at > knownAt) continue;
    if (event.time <= asOf) happened.push(event);
    else if (event.kind === "corrected" && event.data.withdraws !== undefined) later.push(event);
  }
  if (happened.length === 0) return null;
  const set = toEventSet(happened);
  return later.length === 0 ? set : { ...set, later: pickWinners(later).winners };
}

function pickWinners(deliveries: readonly StoredEvent[]): {
  winners: StoredEvent[];
  losers: ReadonlyMap<string, number>;
} {
  const winners = new Map<string, StoredEvent>();
  const losers = new Map<string, number>();
  for (const event of deliveries) {
    const key = keyOf(winners, event);
    const known = winners.get(key);
    if (known === undefined) winners.set(key, event);
    else if (known.payload_hash === event.payload_hash) {
      if (event.recorded_at < known.recorded_at) winners.set(key, event);
    } else if (event.payload_hash < known.payload_hash) {
      noteLoser(losers, known);
      winners.set(key, event);
    } else {
      noteLoser(losers, event);
    }
  }
  return { winners: [...winners.values()], losers };
}

/** The plain id for the first source that has it: joining texts for every event would cost a tenth of the fold. */
function keyOf(winners: ReadonlyMap<string, StoredEvent>, { id, source }: StoredEvent): string {
  const held = winners.get(id);
  return held === undefined || held.source === source ? id : `${id}\n${source}`;
}

function noteLoser(losers: Map<string, number>, event: StoredEvent): void {
  // The hash first: it has a fixed alphabet, so the pair is unambiguous.
  const pair = `${event.payload_hash} ${event.source}\n${event.id}`;
  losers.set(pair, Math.min(losers.get(pair) ?? Number.POSITIVE_INFINITY, event.recorded_at));
}

function byTimeThenId(a: StoredEvent, b: StoredEvent): number {
  if (a.time !== b.time) return a.time - b.time;
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return a.source < b.source ? -1 : 1;
}
