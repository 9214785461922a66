import {
  EVENT_KINDS,
  EVENT_TYPE_PREFIX,
  EventDataSchemas,
  type ReportEvent,
  type StoredEvent,
} from "@toancanh/contracts";
import { Compile } from "typebox/compile";

const dataChecks = new Map<string, { Check(value: unknown): boolean }>(
  EVENT_KINDS.map((kind) => [kind, Compile(EventDataSchemas[kind])]),
);

function isStored(event: { kind: string; data: object }): event is StoredEvent {
  return dataChecks.get(event.kind)?.Check(event.data) === true;
}

/** A simulated event as the store would give it back had it been recorded when it happened. Times are epoch ms. */
export function toStoredEvent(event: ReportEvent): StoredEvent {
  const time = Date.parse(event.time);
  const stored = {
    id: event.id,
    source: event.source,
    kind: event.type.slice(EVENT_TYPE_PREFIX.length),
    service_request_id: event.subject,
    received_at: Date.parse(event.data.requested_datetime),
    time,
    recorded_at: time,
    payload_hash: event.id,
    data: event.data,
  };
  if (!isStored(stored)) throw new Error(`the simulator made an event that no schema takes: ${event.id}`);
  return stored;
}
