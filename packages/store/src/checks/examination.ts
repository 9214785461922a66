/** A part that cannot be read as it was written: it lies in the table's folder `detached`, out of every figure. */
export interface DamagedPart {
  table: string;
  part: string;
  /** What the engine says of it, "" when nothing. */
  reason: string;
}

/** A month of receipt (`2026-11`, UTC) of which acknowledged events are missing. */
export interface MonthLoss {
  month: string;
  acknowledged: number;
  missing: number;
}

/** A report whose state was folded from more events than are stored. */
export interface TornReport {
  service_request_id: string;
  /** Epoch ms. */
  received_at: number;
  events_folded: number;
  events_stored: number;
}

/** What an examination of the data found; nothing in any list: whole. */
export interface Examination {
  /** Tables that were there once and are not any more; they were made anew, empty. */
  lost_tables: string[];
  parts: DamagedPart[];
  months: MonthLoss[];
  /** Months (`2026-11`) of which fewer events are noted as acknowledged than once were: the note itself is damaged. */
  forgotten_months: string[];
  /** The first {@link MAX_TORN} of them. */
  torn_reports: TornReport[];
  torn_report_count: number;
  /** Events and reports that are there. */
  events: number;
  reports: number;
}

export const MAX_TORN = 100;

/**
 * True when nothing acknowledged is missing. A part of the events that was set aside and held nothing else than what is
 * stored otherwise (a merge that a power cut interrupted) is no damage; nor is one of the states, which are folded anew.
 */
export function isWhole(found: Examination): boolean {
  const lost = found.lost_tables.filter((table) => !REBUILT.has(table));
  const parts = found.parts.filter(({ table }) => !REBUILT.has(table));
  return (
    lost.length +
      parts.length +
      found.months.length +
      found.forgotten_months.length +
      found.torn_report_count ===
    0
  );
}

/** What is missing of these shows elsewhere, or is made again. */
const REBUILT = new Set([
  "report_events",
  "report_state",
  "acknowledged_events",
  "ingest_processes",
  "schema_migrations",
]);
