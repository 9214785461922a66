import type { CityClock, Profile, SimulatedClockStamp } from "@toancanh/contracts";
import type { Rulebook } from "@toancanh/domain";
import type { ChangeLog } from "../live/change-log.ts";
import type { StatusMonitor } from "../live/status-monitor.ts";
import type { AnswerStore } from "../server/access/scope-store.ts";

/** What figures are made from. */
export interface FigureSource {
  store: AnswerStore;
  profile: Profile;
  rulebook: Rulebook;
  clock: CityClock;
  status: StatusMonitor;
  changes: ChangeLog;
}

/** What stands on top of every answer with figures. */
export interface Stamp {
  as_of: string;
  latest_event_at: string | null;
  simulated: boolean;
  simulated_clock?: SimulatedClockStamp;
}

/** @param asOf cut-off of the figures, epoch milliseconds */
export function stampAt({ status, changes, clock }: FigureSource, asOf: number): Stamp {
  const latest = Math.max(status.totals.latest_event_at ?? 0, changes.latestEventAt);
  return {
    as_of: toInstant(asOf),
    latest_event_at: latest === 0 ? null : toInstant(latest),
    simulated: status.totals.simulated || changes.simulated,
    ...stampOfClock(clock),
  };
}

/** What answers say of the clock: nothing under the world's. */
export function stampOfClock({ simulated, speed, replay }: CityClock): Pick<Stamp, "simulated_clock"> {
  return simulated ? { simulated_clock: { speed, replay } } : {};
}

/** Epoch milliseconds as RFC 3339 in UTC. */
export function toInstant(ms: number): string {
  return new Date(ms).toISOString();
}

/** {@link toInstant}, keeping null. */
export function toInstantOrNull(ms: number | null): string | null {
  return ms === null ? null : toInstant(ms);
}
