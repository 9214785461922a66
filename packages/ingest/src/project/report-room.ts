import type { StoredEvent } from "@toancanh/contracts";

/** What one report may hold, so that folding it never keeps the process from anything else. */
export interface ReportLimits {
  /** Events. */
  maxReportEvents: number;
  /** Agencies it names, times the rounds it was open: about what its fold keeps turns for. */
  maxReportTurns: number;
}

/** How much of its limits the events of one report take. */
export class ReportRoom {
  readonly #limits: ReportLimits;
  /** How many events name each agency. */
  readonly #agencies = new Map<string, number>();
  #events = 0;
  #rounds = 1;

  constructor(limits: ReportLimits, events: readonly StoredEvent[]) {
    this.#limits = limits;
    for (const event of events) this.add(event);
  }

  add(event: StoredEvent): void {
    this.#events += 1;
    if (event.kind === "reopened") this.#rounds += 1;
    const agency = agencyOf(event);
    if (agency !== null) this.#agencies.set(agency, (this.#agencies.get(agency) ?? 0) + 1);
  }

  remove(event: StoredEvent): void {
    this.#events -= 1;
    if (event.kind === "reopened") this.#rounds -= 1;
    const agency = agencyOf(event);
    if (agency === null) return;
    const left = (this.#agencies.get(agency) ?? 0) - 1;
    if (left > 0) this.#agencies.set(agency, left);
    else this.#agencies.delete(agency);
  }

  /** True when the limits hold with what has been added. */
  get isEnough(): boolean {
    const { maxReportEvents, maxReportTurns } = this.#limits;
    return this.#events <= maxReportEvents && this.#agencies.size * this.#rounds <= maxReportTurns;
  }
}

/** The agency that an event gives the report to; null for other kinds of event. */
function agencyOf(event: StoredEvent): string | null {
  return event.kind === "assigned" || event.kind === "reassigned" ? event.data.agency_responsible : null;
}
