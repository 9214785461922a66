import type { LiveReport, OpenReports } from "@toancanh/contracts";
import { longestOverdue, nearestDue } from "../../data/merge-reports.ts";

/** Rows of the list; two lines each at the sizes of docs/wall.md "Text" leave room for 6. */
export const SHOWN_REPORTS = 6;

export interface ReportPage {
  key: "near-due" | "overdue";
  rows: LiveReport[];
  /** Open reports of this kind that are not on the page. */
  others: number;
}

/** What is due next, then what has been overdue longest; the second page only when there is any. */
export function reportPages(openReports: OpenReports, now: number): ReportPage[] {
  const near = nearestDue(openReports.rows, now).filter((report) => report.due !== null);
  const late = longestOverdue(openReports.rows, now);
  const pages: ReportPage[] = [
    {
      key: "near-due",
      rows: near.slice(0, SHOWN_REPORTS),
      others: Math.max(0, openReports.open - openReports.overdue - SHOWN_REPORTS),
    },
  ];
  if (late.length > 0) {
    pages.push({
      key: "overdue",
      rows: late.slice(0, SHOWN_REPORTS),
      others: Math.max(0, openReports.overdue - SHOWN_REPORTS),
    });
  }
  return pages;
}
