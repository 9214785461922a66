/**
 * What a caller can be allowed to do, as data: every endpoint names exactly one of these, and a role is a
 * set of them. An endpoint without a scope does not compile, so that a new one is never open by oversight.
 */
export const ACCESS_SCOPES = {
  figures: "Counts, rates and maps: aggregates, never a single report",
  period_figures: "Reporting periods, rankings and scorecards: figures of units, never a single report",
  "closings:write":
    "Freezing, publishing and correcting a reporting period, and seeing it before it is public",
  objections: "Objections to late findings, and what was decided",
  "objections:file": "Objecting to a late finding",
  "objections:decide": "Upholding or rejecting an objection",
  open_reports: "The list of open reports: codes, times and places, no text and no person",
  report_lists:
    "Reports one by one, ended ones too, on a page or as a file: codes, times and places, no text",
  report_details: "One report with its steps, and why it is due when it is due",
  live: "The stream of changes as they happen",
  open_data:
    "What is public: figures without small groups, and reports without place, text or sensitive field",
  city: "Names and outlines of the city's parts, and the layers of its map",
  "events:write": "Sending events",
  dead_letters: "What could not be taken, and why; how much each source sent",
  dead_letter_bodies: "What could not be taken, byte for byte, with what a citizen may have written",
  audit: "Who came in, was refused, saw or changed what",
  tokens: "Tokens of walls and of systems: which there are, a new one for a wall, an end to one",
  session: "Who the caller is to the server",
  health: "Whether the system works",
} as const;

/** Scopes of routes that stand beside the catalogue. */
export const PAGE_SCOPES = {
  documentation: "The description of the API",
  metrics: "Figures for operators, as Prometheus reads them",
} as const;

export type AccessScope = keyof typeof ACCESS_SCOPES | keyof typeof PAGE_SCOPES;
