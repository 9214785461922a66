import { EventsAcceptedSchema } from "@toancanh/contracts";
import { Compile } from "typebox/compile";

const SENDERS = 4;
const REPORTS_A_REQUEST = 10;
const MONTH_MS = 30 * 86_400_000;

const accepted = Compile(EventsAcceptedSchema);

/** Events sent over HTTP, and what of them was answered to be durable. */
export class PostedEvents {
  readonly events = new Set<string>();
  readonly reports = new Set<string>();
  readonly deadLetters = new Set<string>();
  readonly #name: string;
  #next = 0;

  constructor(seed: number) {
    this.#name = `power-${seed}`;
  }

  /** Keeps several requests on their way until stopped. */
  postTo(url: string): { stop(): Promise<void> } {
    let isOver = false;
    const send = async (): Promise<void> => {
      while (!isOver) {
        const batch = this.#createBatch();
        try {
          const response = await fetch(`${url}/api/v1/events`, {
            method: "POST",
            headers: { "content-type": "application/cloudevents-batch+json" },
            body: JSON.stringify(batch.items),
            signal: AbortSignal.timeout(10_000),
          });
          if (response.status === 202) this.#note(batch, await response.json());
        } catch {
          // Cut off: whether it was stored is not known, and either is right.
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      }
    };
    const senders = Promise.all(Array.from({ length: SENDERS }, send));
    return {
      async stop() {
        isOver = true;
        await senders;
      },
    };
  }

  /** Reports of the last three months with two events each, and one event that cannot be taken. */
  #createBatch(): { items: object[]; events: string[]; reports: string[] } {
    const items: object[] = [];
    const events: string[] = [];
    const reports: string[] = [];
    for (let made = 0; made < REPORTS_A_REQUEST; made++) {
      const report = `${this.#name}-${this.#next++}`;
      const received = new Date(Date.now() - (made % 3) * MONTH_MS - 60_000).toISOString();
      const place = { service_code: "road-surface", lat: 10.7769, long: 106.7009 };
      const kinds = {
        received: { requested_datetime: received, channel: "phone", ...place },
        assigned: { requested_datetime: received, agency_responsible: "ttql-duong-bo" },
      };
      for (const [kind, data] of Object.entries(kinds)) {
        const id = `${report}-${kind}`;
        events.push(id);
        items.push({
          specversion: "1.0",
          id,
          source: "urn:power-cut",
          subject: report,
          type: `vn.toancanh.report.${kind}`,
          time: received,
          data,
        });
      }
      reports.push(report);
    }
    items.push({ specversion: "1.0", id: `${this.#name}-bad-${this.#next}`, source: "urn:power-cut" });
    return { items, events, reports };
  }

  #note(batch: { events: string[]; reports: string[] }, body: unknown): void {
    const { errors } = accepted.Parse(body);
    for (const id of batch.events) this.events.add(id);
    for (const id of batch.reports) this.reports.add(id);
    for (const { dead_letter_id } of errors) this.deadLetters.add(dead_letter_id);
  }
}
