import type { ReportState } from "@toancanh/contracts";
import type { Ingester } from "../../ingester.ts";
import type { UnlocatedReason } from "../../project/locate-report.ts";
import type { ImportSummary } from "./import-summary.ts";

/** What the summary of an import has to know of a report once it is stored. */
interface Stored {
  flags: ReportState["flags"];
  reason: UnlocatedReason | null;
}

/**
 * Counts the reports that an import stores, by their latest state: a file of single events has no rows of reports to
 * count. Of other files it counts what only the map can tell, places outside the city.
 * @returns how to end it and put the counts into the summary
 */
export function countStored(ingester: Ingester, isByEvent: boolean): (summary: ImportSummary) => void {
  const reports = new Map<string, Stored>();
  const end = ingester.onChange((states) => {
    for (const state of states) {
      const { service_request_id: id, flags } = state;
      reports.set(id, { flags, reason: ingester.whyUnlocated(state) });
    }
  });
  return (summary) => {
    end();
    const { unlocated, flagged } = summary;
    for (const { flags, reason } of reports.values()) {
      // A row of a CSV whose coordinates are no place has been counted as one without.
      const isOutside = reason === "outside" || (isByEvent && reason === "exchanged");
      if (isOutside) unlocated.outside = (unlocated.outside ?? 0) + 1;
      if (flags.includes("coordinates_exchanged")) {
        flagged.coordinates_exchanged = (flagged.coordinates_exchanged ?? 0) + 1;
      }
      if (!isByEvent) continue;
      summary.imported_reports++;
      if (reason === "default_point" || reason === "no_coordinates") unlocated[reason]++;
      if (flags.includes("finished_before_start")) flagged.finished_before_start++;
      if (flags.includes("unknown_service_code")) flagged.unknown_service_code++;
      if (flags.includes("unknown_agency")) flagged.unknown_agency++;
      if (flags.includes("unreadable_field")) flagged.unreadable_field++;
    }
  };
}
