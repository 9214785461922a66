import { FAULT_POINTS, type FaultPoint } from "./fault-points.ts";
import { createRandom, shuffle } from "./stream/seeded-random.ts";

/** How much is to go wrong. */
export interface FaultCounts {
  /** kill -9 of an ingest process; half of them at a named point. */
  kills: number;
  /** The database refuses connections for some seconds. */
  outages: number;
  /** Connections reset; half of them after the server committed. */
  resets: number;
  /** The broker is stopped (SIGSTOP) for some seconds. */
  freezes: number;
  /** An ingest process joins or leaves the group. */
  rebalances: number;
  /** The group's offsets set back to 0. */
  rewinds: number;
  brokerRestarts: number;
  /** The power of the database's machine cut while rows are written. */
  cuts: number;
}

export const LONGEST_OUTAGE_MS = 6000;
/** From the first message of a step to a power cut in it, at most: rows are on their way to the disk then. */
const LONGEST_WAIT_MS = 1500;

/** One thing that goes wrong; `ms` is how long, `pick` in [0, 1) chooses the process it hits. */
export type FaultStep =
  | { kind: "kill"; pick: number }
  | { kind: "kill-at"; point: FaultPoint; pick: number }
  | { kind: "outage"; ms: number }
  | { kind: "kill-in-outage"; ms: number }
  | { kind: "reset"; afterCommit: boolean; table: "report_events" | "report_state" }
  | { kind: "freeze"; ms: number }
  | { kind: "rebalance" }
  | { kind: "rewind" }
  | { kind: "broker-restart" }
  | { kind: "power-cut"; afterMs: number };

/**
 * All steps in random order, except two. A rewind comes early: messages read again replace what was lost before it. The
 * kill of all processes in an outage comes last, so that one process lives through all other steps.
 */
export function createPlan(counts: FaultCounts, seed: number): FaultStep[] {
  const random = createRandom(seed ^ 0x5eed);
  const times = <T>(count: number, make: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, at) => make(at));
  const named = Math.floor(counts.kills / 2);
  // One of the kills falls into a database outage: messages are read and not stored, and must not be committed.
  const inOutage = Math.min(counts.outages, counts.kills - named, 1);
  const steps = [
    ...times(named, (at): FaultStep => {
      const point = FAULT_POINTS[at % FAULT_POINTS.length] ?? "before_insert";
      return { kind: "kill-at", point, pick: random() };
    }),
    ...times(counts.kills - named - inOutage, (): FaultStep => ({ kind: "kill", pick: random() })),
    ...times(
      counts.outages - inOutage,
      (): FaultStep => ({ kind: "outage", ms: (LONGEST_OUTAGE_MS * (1 + 2 * random())) / 3 }),
    ),
    ...times(
      counts.resets,
      (at): FaultStep => ({
        kind: "reset",
        afterCommit: at % 2 === 0,
        table: at % 4 < 2 ? "report_events" : "report_state",
      }),
    ),
    ...times(counts.freezes, (): FaultStep => ({ kind: "freeze", ms: 2000 + random() * 6000 })),
    ...times(counts.rebalances, (): FaultStep => ({ kind: "rebalance" })),
    ...times(counts.brokerRestarts, (): FaultStep => ({ kind: "broker-restart" })),
    ...times(counts.cuts, (): FaultStep => ({ kind: "power-cut", afterMs: LONGEST_WAIT_MS * random() })),
  ];
  shuffle(steps, random);
  const early = Math.floor(steps.length * 0.1);
  return [
    ...steps.slice(0, early),
    ...times(counts.rewinds, (): FaultStep => ({ kind: "rewind" })),
    ...steps.slice(early),
    ...times(inOutage, (): FaultStep => ({ kind: "kill-in-outage", ms: 3000 })),
  ];
}
