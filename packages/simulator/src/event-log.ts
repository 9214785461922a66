import {
  EVENT_SCHEMA,
  EVENT_TYPE_PREFIX,
  type EventKind,
  type ReportEvent,
  SIMULATOR_SOURCE,
} from "@toancanh/contracts";

/** What is particular to one event; the envelope around it is the log's. */
export type EventBody = { [K in EventKind]: Pick<ReportEvent<K>, "type" | "data"> }[EventKind];

/** Collects what happens to one report, in any order. */
export interface EventLog {
  /** Goes into the data of each event. */
  readonly identity: { requested_datetime: string };
  /** @param at epoch ms. */
  add(at: number, body: EventBody): void;
  /** The events so far, by time. What lies after `untilMs` did not happen. */
  events(untilMs: number): ReportEvent[];
}

const P = EVENT_TYPE_PREFIX;

/** RFC 3339 in UTC, to the millisecond. */
export function timestamp(at: number): string {
  return new Date(at).toISOString();
}

/** @param receivedAt epoch ms. */
export function createEventLog(serviceRequestId: string, receivedAt: number): EventLog {
  const identity = { requested_datetime: timestamp(receivedAt) };
  const entries: { at: number; body: EventBody }[] = [];
  return {
    identity,
    add: (at, body) => entries.push({ at: Math.max(receivedAt, Math.round(at)), body }),
    events(untilMs) {
      entries.sort((a, b) => a.at - b.at);
      const events: ReportEvent[] = [];
      for (const { at, body } of entries) {
        if (at > untilMs) break;
        events.push({
          specversion: "1.0",
          // Two digits: events of one instant are then told apart in the order in which they happened.
          id: `${serviceRequestId}#${String(events.length + 1).padStart(2, "0")}`,
          source: SIMULATOR_SOURCE,
          subject: serviceRequestId,
          time: timestamp(at),
          dataschema: EVENT_SCHEMA,
          ...body,
        });
      }
      return events;
    },
  };
}

/** Kinds by which an agency says that a stage of its work is done. */
export const WORK_KINDS = ["verified", "temporary_fixed", "resolved", "responded"] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

/** The event by which `agency` ends a stage. */
export function workDone(kind: WorkKind, identity: EventLog["identity"], agency: string): EventBody {
  const data = { ...identity, agency_responsible: agency };
  switch (kind) {
    case "verified":
      return { type: `${P}verified`, data };
    case "temporary_fixed":
      return { type: `${P}temporary_fixed`, data };
    case "resolved":
      return { type: `${P}resolved`, data };
    case "responded":
      return { type: `${P}responded`, data };
  }
}
