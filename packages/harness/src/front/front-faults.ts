import type { StatementKind } from "./statements.ts";

/**
 * What can go wrong with one request:
 * - `reset-before-commit`: the request is read, not executed, the connection is reset;
 * - `reset-after-commit`: executed, the connection is reset without an answer;
 * - `slow`: executed `delayMs` late; `slow-after-commit`: executed, answered `delayMs` late;
 * - `error-500`: not executed, answered with status 500 and code `code`;
 * - `error-in-200`: a read breaks off in the middle of its rows behind status 200, with the exception block of
 *   ClickHouse ≥ 25.11 and an unfinished body; a write is not executed and answered with status 200 and
 *   X-ClickHouse-Exception-Code, as a server does that already sent progress headers.
 */
export const FAULT_KINDS = [
  "reset-before-commit",
  "reset-after-commit",
  "slow",
  "slow-after-commit",
  "error-500",
  "error-in-200",
] as const;
type FaultKind = (typeof FAULT_KINDS)[number];

/** When a fault happens: to the requests it names, after `skip` of them, `times` times. */
export interface FaultRule {
  kind: FaultKind;
  /** Only statements of this kind; all when left out. A ping is no statement. */
  on?: "insert" | "select" | "command";
  /** Only statements whose text contains this. */
  match?: string;
  /** Matching statements to let pass first; default 0. */
  skip?: number;
  /** How often; default 1. */
  times?: number;
  /** For the slow kinds, in milliseconds; default 1000. */
  delayMs?: number;
  /** For the error kinds, ClickHouse's exception code; default 241, MEMORY_LIMIT_EXCEEDED. */
  code?: number;
}

/** What happened since the front started. */
export interface FrontCounters {
  /** Requests that reached the front, with pings, refused ones and injected faults. */
  requests: number;
  pings: number;
  /** Statements executed to their end, by kind; failed ones are not among them. */
  inserts: number;
  selects: number;
  commands: number;
  /** Rows the engine reports as written by inserts, with those of materialized views. */
  writtenRows: number;
  /** Requests answered with an error of the engine or the front itself, not with an injected one. */
  errors: number;
  outages: number;
  faults: Record<FaultKind, number>;
}

/** How a test injects faults, in its own process or another: the same calls. */
export interface FrontFaults {
  /** Adds a rule behind those pending; a request takes the first that fits. */
  inject(rule: FaultRule): Promise<void>;
  /** Drops pending rules and ends an outage. */
  clear(): Promise<void>;
  /** Refuses connections for `forMs` and cuts those open; what the engine runs meanwhile still commits. */
  outage(forMs: number): Promise<void>;
  counters(): Promise<FrontCounters>;
}

interface PendingRule {
  rule: FaultRule;
  skip: number;
  left: number;
}

function fits(rule: FaultRule, kind: StatementKind, sql: string): boolean {
  return (
    (rule.on === undefined || rule.on === kind) && (rule.match === undefined || sql.includes(rule.match))
  );
}

/** The rules still to happen, and the count of what did. */
export class FaultBook {
  #pending: PendingRule[] = [];
  readonly counters: FrontCounters = {
    requests: 0,
    pings: 0,
    inserts: 0,
    selects: 0,
    commands: 0,
    writtenRows: 0,
    errors: 0,
    outages: 0,
    faults: {
      "reset-before-commit": 0,
      "reset-after-commit": 0,
      slow: 0,
      "slow-after-commit": 0,
      "error-500": 0,
      "error-in-200": 0,
    },
  };

  add(rule: FaultRule): void {
    this.#pending.push({ rule, skip: rule.skip ?? 0, left: rule.times ?? 1 });
  }

  clear(): void {
    this.#pending = [];
  }

  /** The fault of this statement, counted as happened; null for none. */
  take(kind: StatementKind, sql: string): FaultRule | null {
    for (const pending of this.#pending) {
      if (!fits(pending.rule, kind, sql)) continue;
      if (pending.skip > 0) {
        pending.skip -= 1;
        continue;
      }
      pending.left -= 1;
      if (pending.left <= 0) this.#pending = this.#pending.filter((other) => other !== pending);
      this.counters.faults[pending.rule.kind] += 1;
      return pending.rule;
    }
    return null;
  }
}
