import type { FoldedReport, StoredEvent } from "@toancanh/contracts";
import type { Rejection } from "../decode/rejection.ts";
import type { EventLoopPause } from "./event-loop-pause.ts";
import { type ReportLimits, ReportRoom } from "./report-room.ts";

/** What became of one event. `conflict`: its id was there already with another payload; both are kept. */
export type Verdict =
  | { kind: "accepted"; conflict: boolean }
  | { kind: "duplicate" }
  | { kind: "rejected"; rejection: Rejection };

export type Fold = (events: readonly StoredEvent[]) => FoldedReport;

export interface Admission {
  /** One for each event offered, in their order. */
  verdicts: Verdict[];
  /** Those of the offered events that are new. */
  added: StoredEvent[];
  /** Null when nothing is new. */
  folded: FoldedReport | null;
}

/** What decides beside the events themselves. */
interface AdmissionRules {
  fold: Fold;
  limits: ReportLimits;
  /** Taken between two folds that together would hold up the event loop. */
  pause: EventLoopPause;
}

/**
 * Decides on events offered for one report, all of the same `service_request_id`, in order of arrival.
 * `known` are its stored events. The fold is tried before anything is stored, so that what is in the store
 * can be folded:
 * - an event that gives another `received_at` than the report's first stored or admitted one is refused;
 * - the same source and id with the same payload is a duplicate, with another payload a conflict that is kept;
 * - an event beyond what one report may hold is refused;
 * - when the city's rules cannot judge the whole (a date no calendar covers), events are tried in halves, in
 *   order of arrival, and those that break the fold by themselves are refused.
 */
export async function admitEvents(
  rules: AdmissionRules,
  known: readonly StoredEvent[],
  offered: readonly StoredEvent[],
): Promise<Admission> {
  const admission = new AdmissionInProgress(rules, known, offered);
  await admission.settle(0, offered.length);
  return admission.result();
}

class AdmissionInProgress {
  readonly #rules: AdmissionRules;
  readonly #known: readonly StoredEvent[];
  readonly #offered: readonly StoredEvent[];
  readonly #verdicts: Verdict[] = [];
  readonly #payloads: Payloads;
  readonly #room: ReportRoom;
  #added: StoredEvent[] = [];
  #receivedAt: number | undefined;
  #folded: FoldedReport | null = null;

  constructor(rules: AdmissionRules, known: readonly StoredEvent[], offered: readonly StoredEvent[]) {
    this.#rules = rules;
    this.#known = known;
    this.#offered = offered;
    this.#payloads = new Payloads(known);
    this.#room = new ReportRoom(rules.limits, known);
    this.#receivedAt = known[0]?.received_at;
  }

  result(): Admission {
    return { verdicts: this.#verdicts, added: this.#added, folded: this.#folded };
  }

  /** Decides on `offered[from, to)`; those before it are decided. */
  async settle(from: number, to: number): Promise<void> {
    if (from >= to) return;
    const receivedBefore = this.#receivedAt;
    const added: StoredEvent[] = [];
    for (let at = from; at < to; at++) this.#judge(at, added);
    if (added.length === 0) return;
    const { pause, fold } = this.#rules;
    if (pause.isDue) await pause.take();
    try {
      this.#folded = fold([...this.#known, ...this.#added, ...added]);
      this.#added = [...this.#added, ...added];
    } catch (error) {
      this.#receivedAt = receivedBefore;
      for (const event of added) this.#forget(event);
      if (to - from === 1) {
        this.#verdicts[from] = { kind: "rejected", rejection: describeRuleError(error) };
        return;
      }
      const half = (from + to) >> 1;
      await this.settle(from, half);
      await this.settle(half, to);
    }
  }

  #judge(at: number, added: StoredEvent[]): void {
    const event = this.#offered[at];
    if (event === undefined) return;
    const verdict = this.#verdictOn(event);
    this.#verdicts[at] = verdict;
    if (verdict.kind !== "accepted") return;
    this.#receivedAt = event.received_at;
    this.#payloads.add(event);
    added.push(event);
  }

  /** An event that is accepted has its room then. */
  #verdictOn(event: StoredEvent): Verdict {
    if (this.#receivedAt !== undefined && event.received_at !== this.#receivedAt) return IDENTITY_CONFLICT;
    if (this.#payloads.has(event)) return { kind: "duplicate" };
    this.#room.add(event);
    if (this.#room.isEnough) return { kind: "accepted", conflict: this.#payloads.knows(event) };
    this.#room.remove(event);
    return tooLong(this.#rules.limits);
  }

  #forget(event: StoredEvent): void {
    this.#room.remove(event);
    this.#payloads.remove(event);
  }
}

const IDENTITY_CONFLICT: Verdict = {
  kind: "rejected",
  rejection: {
    code: "identity_conflict",
    pointer: "/data/requested_datetime",
    message: "data.requested_datetime differs from the one this report was first stored with.",
    schema_version: "1.0",
  },
};

function tooLong({ maxReportEvents, maxReportTurns }: ReportLimits): Verdict {
  return {
    kind: "rejected",
    rejection: {
      code: "report_too_long",
      pointer: "/subject",
      message:
        `The report would have more than ${maxReportEvents} events, or more than ${maxReportTurns} turns of agencies: ` +
        "more than one report may have. Mend what sends them.",
      schema_version: "1.0",
    },
  };
}

/** What the events of one report say, by source and id, which together name an event. */
class Payloads {
  readonly #hashes = new Map<string, Set<string>>();

  constructor(events: readonly StoredEvent[]) {
    for (const event of events) this.add(event);
  }

  add(event: StoredEvent): void {
    const identity = identityOf(event);
    const held = this.#hashes.get(identity);
    if (held === undefined) this.#hashes.set(identity, new Set([event.payload_hash]));
    else held.add(event.payload_hash);
  }

  remove(event: StoredEvent): void {
    const identity = identityOf(event);
    const held = this.#hashes.get(identity);
    held?.delete(event.payload_hash);
    if (held?.size === 0) this.#hashes.delete(identity);
  }

  /** True for an event that is there already. */
  has(event: StoredEvent): boolean {
    return this.#hashes.get(identityOf(event))?.has(event.payload_hash) ?? false;
  }

  /** True for one whose name is. */
  knows(event: StoredEvent): boolean {
    return this.#hashes.has(identityOf(event));
  }
}

/** Neither holds control characters. */
function identityOf({ source, id }: StoredEvent): string {
  return `${source}\n${id}`;
}

/** Errors of packages/domain carry a code and name calendars and dates, never what an event said. */
function describeRuleError(error: unknown): Rejection {
  const isRange = error instanceof Error && "code" in error && error.code === "calendar_range";
  return {
    code: isRange ? "calendar_range" : "rule_error",
    pointer: "",
    message: isRange ? error.message : "The city's rules cannot judge the report with this event.",
    schema_version: "1.0",
  };
}
