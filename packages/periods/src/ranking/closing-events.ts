import type { StoredEvent } from "@toancanh/contracts";
import type { PeriodStore } from "../period-city.ts";
import { PeriodError } from "../period-error.ts";

const SOURCE = "urn:toancanh:what-if";

/**
 * Closing events for some reports at a moment (epoch ms), by report, to be folded as if they were stored.
 * @throws PeriodError naming the ids that are no reports
 */
export async function closingEvents(
  store: Pick<PeriodStore, "query">,
  ids: readonly string[],
  at: number,
  knownAt: number,
): Promise<Map<string, StoredEvent[]>> {
  const lines = ids.map((id) => `${JSON.stringify([id])}\n`).join("");
  const reports = await store.query("received_by_id", { ids: lines });
  const receivedAt = new Map(reports.map((one) => [one.service_request_id, one.received_at] as const));
  const unknown = ids.filter((id) => !receivedAt.has(id));
  if (unknown.length > 0)
    throw new PeriodError("missing", `no report ${unknown.join(", ")}: check the ids to close`);
  return new Map(
    [...receivedAt].map(([id, received_at]) => [
      id,
      [
        {
          id: `what-if-${id}`,
          source: SOURCE,
          kind: "closed",
          service_request_id: id,
          received_at,
          time: at,
          recorded_at: Math.min(at, knownAt),
          payload_hash: "",
          data: { requested_datetime: new Date(received_at).toISOString() },
        },
      ],
    ]),
  );
}
