import { EVENT_SCHEMA, EVENT_TYPE_PREFIX, type StoredEvent } from "@toancanh/contracts";

/**
 * The stored event as it travels: CloudEvents JSON on one line; tabs and line breaks cannot occur in it.
 * @param more further attributes of the envelope
 */
export function renderEvent(
  { id, source, kind, service_request_id, time, data }: StoredEvent,
  more: Readonly<Record<string, string>> = {},
): string {
  return JSON.stringify({
    specversion: "1.0",
    id,
    source,
    subject: service_request_id,
    type: `${EVENT_TYPE_PREFIX}${kind}`,
    time: new Date(time).toISOString(),
    dataschema: EVENT_SCHEMA,
    ...more,
    data,
  });
}
