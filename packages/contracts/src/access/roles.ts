import type { AccessScope } from "./scopes.ts";

/** Who may ask. Everybody who comes is exactly one of these. */
export const ROLES = {
  wall: "A screen in a control room: aggregates and open reports, no details, no export",
  department: "The department that runs the report line: everything but raw bodies",
  office: "An office of one or several units: its own reports, all others as aggregates",
  leader: "A leader of the city: what the wall shows, on a desk; nothing to write",
  operator: "Those who run the system: health, metrics, dead letters with their bodies, tokens; no figures",
  source: "A system that sends events, under the CloudEvents sources it is bound to",
  public: "A caller that has not said who it is",
  local: "The person at this machine, while no access is configured and only this machine can ask",
} as const;
export type Role = keyof typeof ROLES;

/** Roles that a person can have; the others are screens, systems and callers without a name. */
export const PERSON_ROLES = ["department", "office", "leader", "operator"] as const satisfies readonly Role[];
export type PersonRole = (typeof PERSON_ROLES)[number];

/** How far a scope goes: over what belongs to the caller's own units or sources, or over everything. */
export type Reach = "own" | "any";

/** What each role may do, and how far. What is not here is refused. */
export type AccessTable = Readonly<Record<Role, Readonly<Partial<Record<AccessScope, Reach>>>>>;

export const ACCESS_TABLE: AccessTable = {
  wall: {
    figures: "any",
    open_reports: "any",
    live: "any",
    city: "any",
    health: "any",
    open_data: "any",
    session: "any",
    documentation: "any",
  },
  department: {
    figures: "any",
    period_figures: "any",
    "closings:write": "any",
    objections: "any",
    "objections:decide": "any",
    open_reports: "any",
    report_lists: "any",
    report_details: "any",
    live: "any",
    city: "any",
    dead_letters: "any",
    audit: "any",
    tokens: "any",
    health: "any",
    open_data: "any",
    session: "any",
    documentation: "any",
  },
  office: {
    figures: "any",
    period_figures: "any",
    objections: "own",
    "objections:file": "own",
    open_reports: "own",
    report_lists: "own",
    report_details: "own",
    live: "own",
    city: "any",
    health: "any",
    open_data: "any",
    session: "any",
    documentation: "any",
  },
  leader: {
    figures: "any",
    period_figures: "any",
    open_reports: "any",
    live: "any",
    city: "any",
    health: "any",
    open_data: "any",
    session: "any",
    documentation: "any",
  },
  operator: {
    city: "any",
    dead_letters: "any",
    dead_letter_bodies: "any",
    tokens: "any",
    health: "any",
    metrics: "any",
    open_data: "any",
    session: "any",
    documentation: "any",
  },
  source: { "events:write": "own", open_data: "any", session: "any", documentation: "any" },
  public: { open_data: "any", session: "any", documentation: "any" },
  local: {
    figures: "any",
    period_figures: "any",
    "closings:write": "any",
    objections: "any",
    "objections:file": "any",
    "objections:decide": "any",
    open_reports: "any",
    report_lists: "any",
    report_details: "any",
    live: "any",
    city: "any",
    "events:write": "any",
    dead_letters: "any",
    dead_letter_bodies: "any",
    audit: "any",
    tokens: "any",
    health: "any",
    metrics: "any",
    open_data: "any",
    session: "any",
    documentation: "any",
  },
};

/** The table of a city that shows callers without a name nothing. */
export function withoutOpenData(table: AccessTable): AccessTable {
  const { open_data: _closed, ...others } = table.public;
  return { ...table, public: others };
}

/** How far a role's scope goes; null when the role does not have it. */
export function reachOf(table: AccessTable, role: Role, scope: AccessScope): Reach | null {
  const scopes = table[role];
  return Object.hasOwn(scopes, scope) ? (scopes[scope] ?? null) : null;
}
