import type { AgencyStandings, ChangeRow, Summary } from "@toancanh/contracts";

/** Rows that the list has room for. */
const SHOWN_CHANGES = 5;

/** The largest rises first; falls only fill what is left. */
export function shownChanges({ worse, better }: Pick<AgencyStandings, "worse" | "better">): {
  worse: ChangeRow[];
  better: ChangeRow[];
} {
  const rises = worse.slice(0, SHOWN_CHANGES);
  return { worse: rises, better: better.slice(0, SHOWN_CHANGES - rises.length) };
}

export interface FlowPoint {
  /** Epoch ms of the start of the hour. */
  hour: number;
  received: number;
  handled: number;
}

/** Whole hours only: the running hour would look like a fall. */
export function wholeHours(summary: Summary): FlowPoint[] {
  const asOf = Date.parse(summary.as_of);
  return summary.flow
    .map((entry) => ({ hour: Date.parse(entry.hour), received: entry.received, handled: entry.handled }))
    .filter((entry) => entry.hour + 3_600_000 <= asOf);
}

/** Sums over the last 24 hours, the running one included. */
export function flowTotals(summary: Summary): { received: number; handled: number } {
  let received = 0;
  let handled = 0;
  for (const entry of summary.flow) {
    received += entry.received;
    handled += entry.handled;
  }
  return { received, handled };
}

/**
 * Moves the wished places of labels apart so that each has `gap` of room, kept within 0..height.
 * @returns places in the order of the wishes
 */
export function pushApart(wishes: readonly number[], gap: number, height: number): number[] {
  const order = wishes.map((wish, index) => ({ wish, index })).sort((a, b) => a.wish - b.wish);
  const places: number[] = wishes.map(() => 0);
  let floor = gap / 2;
  for (const { wish, index } of order) {
    const place = Math.max(wish, floor);
    places[index] = place;
    floor = place + gap;
  }
  let ceiling = height - gap / 2;
  for (const { index } of [...order].reverse()) {
    const place = Math.min(places[index] ?? 0, ceiling);
    places[index] = place;
    ceiling = place - gap;
  }
  return places;
}

/** Upper end of a count axis: a round number not below the highest value. */
export function roundUp(value: number): number {
  const steps = [5, 10, 20, 40, 50, 60, 80, 100, 150, 200, 300, 400, 500, 800, 1000];
  return steps.find((step) => step >= value) ?? Math.ceil(value / 1000) * 1000;
}
