import type { StoredEvent } from "@toancanh/contracts";

/**
 * All stored events of recently touched reports, bounded by the number of events held; the reports touched
 * longest ago go first. Right only while no other process writes these reports.
 */
export class ReportCache {
  readonly #maxEvents: number;
  readonly #reports = new Map<string, readonly StoredEvent[]>();
  #events = 0;

  constructor(maxEvents: number) {
    this.#maxEvents = maxEvents;
  }

  get(serviceRequestId: string): readonly StoredEvent[] | undefined {
    return this.#reports.get(serviceRequestId);
  }

  set(serviceRequestId: string, events: readonly StoredEvent[]): void {
    this.delete(serviceRequestId);
    this.#reports.set(serviceRequestId, events);
    this.#events += events.length;
    for (const [oldest, held] of this.#reports) {
      if (this.#events <= this.#maxEvents) break;
      this.#reports.delete(oldest);
      this.#events -= held.length;
    }
  }

  delete(serviceRequestId: string): void {
    const held = this.#reports.get(serviceRequestId);
    if (held === undefined) return;
    this.#reports.delete(serviceRequestId);
    this.#events -= held.length;
  }

  clear(): void {
    this.#reports.clear();
    this.#events = 0;
  }
}
