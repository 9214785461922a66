/** How many were refused for one reason, and the first of them. */
interface RejectedCount {
  code: string;
  count: number;
  examples: { position: string; pointer: string; message: string }[];
}

export interface ImportSummary {
  /** Rows of a CSV (header left out) or lines of an NDJSON file. */
  rows: number;
  /**
   * Rows whose events are all stored, by this run or one before. Of an NDJSON file, whose lines are single events:
   * reports that got new ones.
   */
  imported_reports: number;
  /** Events stored by this run: a second run of the same file stores none. */
  events: number;
  duplicates: number;
  conflicts: number;
  /** Rows that say something else of a report than was said before; left out when there are none. */
  changed?: number;
  /** Rows older than what is known of their report, which change nothing; left out when there are none. */
  older?: number;
  /** Rows or lines in the dead letters, most frequent reason first. */
  rejected: RejectedCount[];
  /**
   * Reports without a place: on one of the city's default points, without coordinates, or outside the city. The last are
   * counted as they are stored, and left out where there are none: a second run of the same file stores none.
   */
  unlocated: { default_point: number; no_coordinates: number; outside?: number };
  /** Reports with something for data quality. */
  flagged: {
    finished_before_start: number;
    unknown_service_code: number;
    unknown_agency: number;
    /** A place or a due that cannot be read: the report counts without it. */
    unreadable_field: number;
    /** Of those outside the city: latitude and longitude seem to be exchanged. Left out where there are none. */
    coordinates_exchanged?: number;
  };
  /** Statuses that are none of the words known, and how many reports had them; absent where there are none. */
  unknown_statuses?: Record<string, number>;
}

const EXAMPLES = 3;

export function emptySummary(): ImportSummary {
  return {
    rows: 0,
    imported_reports: 0,
    events: 0,
    duplicates: 0,
    conflicts: 0,
    rejected: [],
    unlocated: { default_point: 0, no_coordinates: 0 },
    flagged: { finished_before_start: 0, unknown_service_code: 0, unknown_agency: 0, unreadable_field: 0 },
  };
}

/** Counts a report whose status is a word that neither the format nor the usual ones have. */
export function countUnknownStatus(summary: Pick<ImportSummary, "unknown_statuses">, status: string): void {
  summary.unknown_statuses ??= {};
  summary.unknown_statuses[status] = (summary.unknown_statuses[status] ?? 0) + 1;
}

/** Counts one rejected row or line. */
export function countRejected(
  summary: ImportSummary,
  { code, ...example }: { code: string; position: string; pointer: string; message: string },
): void {
  let reason = summary.rejected.find((known) => known.code === code);
  if (reason === undefined) {
    reason = { code, count: 0, examples: [] };
    summary.rejected.push(reason);
  }
  reason.count++;
  if (reason.examples.length < EXAMPLES) reason.examples.push(example);
  summary.rejected.sort((a, b) => b.count - a.count);
}
