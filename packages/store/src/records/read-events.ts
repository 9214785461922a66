import { EVENT_KINDS, EventRowSchema, type StoredEvent } from "@toancanh/contracts";
import Type from "typebox";
import { Compile } from "typebox/compile";
import { bindLiterals } from "../engine/bind-literals.ts";
import type { Engine } from "../engine/engine.ts";
import { StoreError } from "../engine/store-error.ts";
import { fieldsOf, selectFields } from "./record-columns.ts";

/** What identifies a report for good: its id and when it was received (epoch ms). */
export interface ReportKey {
  service_request_id: string;
  received_at: number;
}

const EVENT_FIELDS = selectFields(EventRowSchema.properties, "")
  .map(({ expression }) => expression)
  .join(", ");

/**
 * Keys travel as one literal that the engine parses as rows: a list of 2,000 tuples costs it several times as
 * much to parse as SQL. The set of pairs and the range prune partitions and granules by the sorting key.
 */
const READ_EVENTS = `
SELECT ${EVENT_FIELDS}
FROM report_events
WHERE received_at BETWEEN {from:DateTime64(3, 'UTC')} AND {to:DateTime64(3, 'UTC')}
    AND (received_at, service_request_id) IN
    (
        SELECT fromUnixTimestamp64Milli(ms, 'UTC'), key
        FROM format(JSONCompactEachRow, 'ms Int64, key String', {keys:String})
    )
ORDER BY received_at, service_request_id, id, payload_hash, recorded_at
LIMIT 1 BY received_at, service_request_id, id, payload_hash`;

/** All stored events of the reports asked for; each (id, payload) once, with its earliest `recorded_at`. */
export async function readEvents(engine: Engine, keys: readonly ReportKey[]): Promise<StoredEvent[]> {
  if (keys.length === 0) return [];
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const key of keys) {
    from = Math.min(from, key.received_at);
    to = Math.max(to, key.received_at);
  }
  const lines = keys.map((key) => `${JSON.stringify([key.received_at, key.service_request_id])}\n`);
  const sql = bindLiterals(READ_EVENTS, { from, to, keys: lines.join("") });
  return parseEvents(await engine.query(sql, "JSONCompactEachRow"));
}

/** Events as far as they were known. Epoch milliseconds. */
export interface EventSpan {
  /** Of the reports received in `[from, to)`. */
  from: number;
  to: number;
  /** Events with `recorded_at` up to here, inclusive. */
  knownAt: number;
}

const READ_SPAN = `
SELECT ${EVENT_FIELDS}
FROM report_events
WHERE received_at >= {from:DateTime64(3, 'UTC')} AND received_at < {to:DateTime64(3, 'UTC')}
    AND recorded_at <= {known_at:DateTime64(3, 'UTC')}
ORDER BY received_at, service_request_id, id, payload_hash, recorded_at
LIMIT 1 BY received_at, service_request_id, id, payload_hash`;

/** What the type of a time can hold. */
const END_OF_TIME = Date.UTC(2299, 11, 31);

/**
 * The events of all reports received in a span, report after report, without naming them. Those of any `time`: what
 * happened later may withdraw what had been said before.
 */
export async function readEventSpan(engine: Engine, span: EventSpan): Promise<StoredEvent[]> {
  const { from, to, knownAt } = span;
  const bounds = { from, to, known_at: Math.min(knownAt, END_OF_TIME) };
  return parseEvents(await engine.query(bindLiterals(READ_SPAN, bounds), "JSONCompactEachRow"));
}

/** Rows in the column order of {@link READ_EVENTS} as events. */
function parseEvents(answer: Buffer): StoredEvent[] {
  const text = answer.toString("utf8");
  const events: StoredEvent[] = [];
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf("\n", start);
    const line = text.slice(start, end === -1 ? text.length : end);
    start = end === -1 ? text.length : end + 1;
    if (line !== "") events.push(toEvent(JSON.parse(line)));
  }
  return events;
}

const FIELDS = fieldsOf(EventRowSchema.properties);

function toEvent(row: unknown): StoredEvent {
  if (!Array.isArray(row)) throw unexpected(row);
  const event: Partial<Record<(typeof FIELDS)[number], unknown>> = {};
  for (const [i, name] of FIELDS.entries()) event[name] = row[i];
  if (typeof event.data === "string") event.data = JSON.parse(event.data);
  if (!isStoredEvent(event)) throw unexpected(row);
  return event;
}

/** `data` passed the schema of its kind before it was appended: here it is any object. */
const envelope = Compile(
  Type.Object({ ...EventRowSchema.properties, kind: Type.Enum(EVENT_KINDS), data: Type.Object({}) }),
);

function isStoredEvent(value: object): value is StoredEvent {
  return envelope.Check(value);
}

function unexpected(row: unknown): StoreError {
  return new StoreError("unexpected_row", `a row of report_events is not an event: ${JSON.stringify(row)}`);
}
