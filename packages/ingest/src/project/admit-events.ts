import type { FoldedReport, StoredEvent } from "@toancanh/contracts";
import type { Rejection } from "../decode/rejection.ts";

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

/**
 * Decides on events offered for one report, all of the same `service_request_id`, in order of arrival.
 * `known` are its stored events. The fold is tried before anything is stored, so that what is in the store
 * can be folded:
 * - an event that gives another `received_at` than the report's first stored or admitted one is refused;
 * - the same source and id with the same payload is a duplicate, with another payload a conflict that is kept;
 * - when the city's rules cannot judge the whole (a date no calendar covers), events are tried one by one in
 *   order of arrival and those that break the fold are refused.
 */
export function admitEvents(
  fold: Fold,
  known: readonly StoredEvent[],
  offered: readonly StoredEvent[],
): Admission {
  const together = admitTogether(fold, known, offered);
  return together ?? admitOneByOne(fold, known, offered);
}

/** Null when the fold throws. */
function admitTogether(
  fold: Fold,
  known: readonly StoredEvent[],
  offered: readonly StoredEvent[],
): Admission | null {
  const payloads = payloadsOf(known);
  let receivedAt = known[0]?.received_at;
  const added: StoredEvent[] = [];
  const verdicts = offered.map((event) => {
    const verdict = judge(event, receivedAt, payloads);
    if (verdict.kind === "accepted") {
      receivedAt = event.received_at;
      remember(payloads, event);
      added.push(event);
    }
    return verdict;
  });
  if (added.length === 0) return { verdicts, added, folded: null };
  try {
    return { verdicts, added, folded: fold([...known, ...added]) };
  } catch {
    return null;
  }
}

function admitOneByOne(
  fold: Fold,
  known: readonly StoredEvent[],
  offered: readonly StoredEvent[],
): Admission {
  const payloads = payloadsOf(known);
  const added: StoredEvent[] = [];
  let receivedAt = known[0]?.received_at;
  let folded: FoldedReport | null = null;
  const verdicts = offered.map((event): Verdict => {
    const verdict = judge(event, receivedAt, payloads);
    if (verdict.kind !== "accepted") return verdict;
    try {
      folded = fold([...known, ...added, event]);
    } catch (error) {
      return { kind: "rejected", rejection: describeRuleError(error) };
    }
    receivedAt = event.received_at;
    remember(payloads, event);
    added.push(event);
    return verdict;
  });
  return { verdicts, added, folded };
}

type Payloads = Map<string, string | Set<string>>;

function payloadsOf(events: readonly StoredEvent[]): Payloads {
  const payloads: Payloads = new Map();
  for (const event of events) remember(payloads, event);
  return payloads;
}

/** `source` and `id` together name an event; neither holds control characters. */
function identityOf({ source, id }: StoredEvent): string {
  return `${source}\n${id}`;
}

function remember(payloads: Payloads, event: StoredEvent): void {
  const { payload_hash } = event;
  const identity = identityOf(event);
  const held = payloads.get(identity);
  if (held === undefined) payloads.set(identity, payload_hash);
  else if (typeof held === "string") payloads.set(identity, new Set([held, payload_hash]));
  else held.add(payload_hash);
}

function judge(event: StoredEvent, receivedAt: number | undefined, payloads: Payloads): Verdict {
  if (receivedAt !== undefined && event.received_at !== receivedAt) {
    return {
      kind: "rejected",
      rejection: {
        code: "identity_conflict",
        pointer: "/data/requested_datetime",
        message: "data.requested_datetime differs from the one this report was first stored with.",
        schema_version: "1.0",
      },
    };
  }
  const held = payloads.get(identityOf(event));
  if (held === undefined) return { kind: "accepted", conflict: false };
  const isSame = typeof held === "string" ? held === event.payload_hash : held.has(event.payload_hash);
  return isSame ? { kind: "duplicate" } : { kind: "accepted", conflict: true };
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
