import Type, { type Static } from "typebox";
import { EventEnvelopeSchema } from "../event/event.ts";
import { Count, Instant, strict } from "../primitives.ts";
import { endpoint, json } from "./endpoint.ts";

/** Events in, and those that could not be taken. */

const DeadLettersQuerySchema = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, description: "Most rows, default 50" })),
    offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
  },
  strict,
);

/** What the API tells of dead letters: never the raw bytes. */
export const DeadLettersSchema = Type.Object({
  total: Count,
  rows: Type.Array(
    Type.Object({
      dead_letter_id: Type.String(),
      source: Type.String(),
      position: Type.String(),
      recorded_at: Instant,
      reason_code: Type.String(),
      field_path: Type.String(),
      message: Type.String(),
      schema_version: Type.String(),
      raw_sha256: Type.String(),
    }),
  ),
});
export type DeadLetters = Static<typeof DeadLettersSchema>;

const DeadLetterParamsSchema = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 100, description: "dead_letter_id" }),
});

/** One dead letter with its bytes, which may hold what a citizen wrote. */
const DeadLetterBodySchema = Type.Object({
  dead_letter_id: Type.String(),
  recorded_at: Instant,
  reason_code: Type.String(),
  raw: Type.String({ description: "The bytes as received, base64" }),
});

/** Answer to POST /api/v1/events: 202 once every event is durable or in the dead letters. */
export const EventsAcceptedSchema = Type.Object({
  accepted: Count,
  duplicates: Count,
  conflicts: Count,
  dead_letters: Count,
  errors: Type.Array(
    Type.Object({
      index: Type.Integer({ description: "Place in the batch, from 0" }),
      dead_letter_id: Type.String(),
      pointer: Type.String(),
      code: Type.String(),
      message: Type.String(),
    }),
    { description: "Of the dead letters the first 100; dead_letters says how many there are" },
  ),
});
export type EventsAccepted = Static<typeof EventsAcceptedSchema>;

/** Bytes of a request's body. A CloudEvent of ours has 400: this is a batch of 2,500. */
export const MAX_BODY_BYTES = 1024 * 1024;

const ManyEventsSchema = Type.Array(EventEnvelopeSchema);

const EventSourcesQuerySchema = Type.Object(
  {
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 366, description: "Back from now; default 7" })),
  },
  strict,
);

/** How much each system sent: a source that fell silent, or sends more than ever, shows here first. */
const EventSourcesSchema = Type.Object({
  since: Instant,
  rows: Type.Array(Type.Object({ source: Type.String(), events: Count, latest_recorded_at: Instant })),
});

export const ingestEndpoints = {
  events: endpoint({
    method: "POST",
    path: "/events",
    tag: "ingest",
    summary: "Takes one CloudEvent or an array of them; answers when all is durable",
    description:
      `At most ${MAX_BODY_BYTES} bytes as application/cloudevents+json, application/cloudevents-batch+json or application/json. ` +
      "One event may also come in binary mode: its attributes as ce- headers, percent-encoded, its data as body. " +
      "202: at least one event was taken (or was there already); those that could not be are in `errors`, each with its dead letter. " +
      "422: not one could be taken; `errors` names each and its dead letter. 400, 413, 415: the body as a whole cannot be read, nothing was stored. " +
      "503 with Retry-After: too many events wait, or the database did not take them within 10 s; send the same again. " +
      "Sending an event again, after any answer or none, changes nothing.",
    accepts: {
      "application/cloudevents+json": EventEnvelopeSchema,
      "application/cloudevents-batch+json": ManyEventsSchema,
      "application/json": Type.Union([EventEnvelopeSchema, ManyEventsSchema]),
    },
    answer: { kind: "json", status: 202, schema: EventsAcceptedSchema },
    scope: "events:write",
    cache: "no-store",
  }),
  dead_letters: endpoint({
    method: "GET",
    path: "/dead-letters",
    tag: "ingest",
    summary: "Events that could not be taken, newest first",
    query: DeadLettersQuerySchema,
    answer: json(DeadLettersSchema),
    scope: "dead_letters",
    cache: "no-store",
  }),
  event_sources: endpoint({
    method: "GET",
    path: "/event-sources",
    tag: "ingest",
    summary: "Events taken by CloudEvents source, and when the last one came",
    query: EventSourcesQuerySchema,
    answer: json(EventSourcesSchema),
    scope: "dead_letters",
    cache: "no-store",
  }),
  dead_letter: endpoint({
    method: "GET",
    path: "/dead-letters/:id",
    tag: "ingest",
    summary: "One event that could not be taken, byte for byte, while it is kept",
    params: DeadLetterParamsSchema,
    answer: json(DeadLetterBodySchema),
    scope: "dead_letter_bodies",
    cache: "no-store",
  }),
};
