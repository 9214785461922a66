import {
  EVENT_SCHEMA,
  EVENT_TYPE_PREFIX,
  type EventKind,
  type ReportEvent,
  SIMULATOR_SOURCE,
} from "@toancanh/contracts";

/** Type and data of one event; the log adds the envelope. */
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

const DAY_MS = 86_400_000;
const TWO_DIGITS = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, "0"));
let lastDay = Number.NaN;
let lastDate = "";

/** RFC 3339 in UTC, to the millisecond: what toISOString gives, at a third of its cost for times of one day. */
export function timestamp(at: number): string {
  const whole = Math.round(at);
  const day = Math.floor(whole / DAY_MS);
  if (day !== lastDay) {
    lastDate = new Date(day * DAY_MS).toISOString().slice(0, 11);
    lastDay = day;
  }
  const ms = whole - day * DAY_MS;
  const hour = TWO_DIGITS[Math.floor(ms / 3_600_000)];
  const minute = TWO_DIGITS[Math.floor(ms / 60_000) % 60];
  const second = TWO_DIGITS[Math.floor(ms / 1000) % 60];
  return `${lastDate}${hour}:${minute}:${second}.${String(ms % 1000).padStart(3, "0")}Z`;
}

/** @param receivedAt epoch ms. */
export function createEventLog(serviceRequestId: string, receivedAt: number): EventLog {
  return new ReportLog(serviceRequestId, receivedAt);
}

class ReportLog implements EventLog {
  readonly identity: EventLog["identity"];
  readonly #subject: string;
  readonly #receivedAt: number;
  readonly #entries: { at: number; body: EventBody }[] = [];

  constructor(subject: string, receivedAt: number) {
    this.identity = { requested_datetime: timestamp(receivedAt) };
    this.#subject = subject;
    this.#receivedAt = receivedAt;
  }
  add(at: number, body: EventBody): void {
    this.#entries.push({ at: Math.max(this.#receivedAt, Math.round(at)), body });
  }
  events(untilMs: number): ReportEvent[] {
    this.#entries.sort((a, b) => a.at - b.at);
    const events: ReportEvent[] = [];
    for (const { at, body } of this.#entries) {
      if (at > untilMs) break;
      const number = events.length + 1;
      events.push({
        specversion: "1.0",
        // Two digits: events of one instant are then told apart in the order in which they happened.
        id: `${this.#subject}#${number < 10 ? "0" : ""}${number}`,
        source: SIMULATOR_SOURCE,
        subject: this.#subject,
        time: timestamp(at),
        dataschema: EVENT_SCHEMA,
        ...body,
      });
    }
    return events;
  }
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
