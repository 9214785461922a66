import type { DueNext } from "@toancanh/contracts";
import { DUE_PANES, dueByAgency, officeEndsBetween } from "@toancanh/domain";
import { type FigureSource, stampAt, toInstant } from "../figure-source.ts";
import { rollingSpans } from "./standings/rolling-window.ts";

const MINUTE_MS = 60_000;
/** Agencies with a lane of their own. */
const LANES = 6;
/** Obligations nearest their due: more than a list has rows, for one may be handled while it is read. */
const NEAREST = 8;

/** What is owed within 24 hours, and what is nearest its due. */
export async function readDueNext(source: FigureSource, _query: object, now: number): Promise<DueNext> {
  const { store, rulebook } = source;
  const until = now + Math.max(...DUE_PANES.map(([, to]) => to)) * MINUTE_MS;
  const [marks, nearest] = await Promise.all([
    store.query("due_marks", { as_of: now, until, recent_from: rollingSpans(rulebook, now, 0).window.from }),
    store.query("due_nearest", { as_of: now, limit: NEAREST }),
  ]);
  const ends = [...rulebook.calendars.values()].flatMap((calendar) =>
    officeEndsBetween(calendar, now, until),
  );
  return {
    ...stampAt(source, now),
    window: { from: toInstant(now), to: toInstant(until) },
    ...dueByAgency(marks, LANES),
    office_ends: [...new Set(ends)].map(toInstant),
    rows: nearest.map((row) => ({
      service_request_id: row.service_request_id,
      requested_datetime: toInstant(row.received_ms),
      service_code: row.service_code,
      ward_code: row.ward_code,
      agency_responsible: row.agency,
      due: toInstant(row.due_at),
    })),
  };
}
