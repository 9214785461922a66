import { EVENT_KINDS, type EventKind } from "@toancanh/contracts";

/** One bit per kind of event, so that "done by any of these" is one AND in the fold's inner loop. */
export const KIND_BITS: Readonly<Record<EventKind, number>> = bitsByKind();

function bitsByKind(): Record<EventKind, number> {
  const bits: Record<EventKind, number> = {
    received: 0,
    classified: 0,
    assigned: 0,
    accepted: 0,
    verified: 0,
    complexity_changed: 0,
    temporary_fixed: 0,
    estimate_published: 0,
    extended: 0,
    paused: 0,
    resumed: 0,
    returned: 0,
    reassigned: 0,
    resolved: 0,
    responded: 0,
    reopened: 0,
    closed: 0,
    rejected: 0,
    merged: 0,
    rated: 0,
    corrected: 0,
    redacted: 0,
  };
  EVENT_KINDS.forEach((kind, index) => {
    bits[kind] = 1 << index;
  });
  return bits;
}

/** The bits of several kinds together. */
export function bitsOf(kinds: readonly EventKind[]): number {
  return kinds.reduce((bits, kind) => bits | KIND_BITS[kind], 0);
}
