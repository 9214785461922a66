import type { City, Objection } from "@toancanh/contracts";
import type { Answer } from "../../../client/client.ts";
import type { Situation } from "../situations.ts";

const HOUR_MS = 3_600_000;
const SAMPLE = "Dữ liệu mẫu / Sample data";
const REASON = { vi: "Lý do mẫu", en: "Sample reason" };

/** One objection in each state, and a late finding that none was filed against; none of a city that has just begun. */
export function sampleObjections(city: City, { now, perDay, period }: Situation): Answer<"objections"> {
  const at = (hours: number) => new Date(now - hours * HOUR_MS).toISOString();
  const agency = city.agencies[0]?.id ?? "";
  const month = period.to.slice(0, 7);
  const rows = (["open", "rejected", "upheld"] as const).map((state, index): Objection => {
    const filed = { version: 1, state: "open" as const, recorded: at(50 - index), ground: "" };
    const decided = { version: 2, state, recorded: at(20 - index), ground: SAMPLE };
    return {
      id: `${month}-000${index + 1}`,
      state,
      period: month,
      kind: "official",
      service_request_id: `M-0004${index}`,
      agency,
      turn: 1,
      reason: REASON,
      text: SAMPLE,
      filed: filed.recorded,
      ground: state === "open" ? "" : SAMPLE,
      decided: state === "open" ? null : decided.recorded,
      counted_in: null,
      versions: state === "open" ? [filed] : [filed, decided],
    };
  });
  return {
    reasons: [
      { id: "sample", name: REASON },
      { id: "other", name: { vi: "Lý do khác", en: "Another reason" } },
    ],
    rows: perDay === 0 ? [] : rows,
    filing: {
      period: month,
      kind: "official",
      is_open: true,
      until: null,
      late: perDay === 0 ? [] : [{ agency, turn: 1, outcome: "handled_late", due: at(30), finished: at(26) }],
    },
  };
}
