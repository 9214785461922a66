/**
 * What a caller can be allowed to do, as data: every endpoint names exactly one of these, and a role is a
 * set of them. An endpoint without a scope does not compile, so that a new one is never open by oversight.
 */
export const ACCESS_SCOPES = {
  figures: "Counts, rates and maps: aggregates, never a single report",
  open_reports: "The list of open reports: codes, times and places, no text and no person",
  report_details: "One report with its steps, and why it is due when it is due",
  live: "The stream of changes as they happen",
  city: "Names and outlines of the city's parts, and the layers of its map",
  "events:write": "Sending events",
  dead_letters: "What could not be taken, and why",
  health: "Whether the system works",
} as const;
export type AccessScope = keyof typeof ACCESS_SCOPES;
