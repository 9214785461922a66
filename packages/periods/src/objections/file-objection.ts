import type { ObjectionRow } from "@toancanh/contracts";
import type { Closing } from "../closing/close-period.ts";
import { PeriodError } from "../period-error.ts";
import { judgeReport } from "./find-late.ts";
import { objectionWindow } from "./objection-window.ts";
import { readAllObjections } from "./read-objections.ts";
import { takeText } from "./take-text.ts";

type Filing = Pick<Closing, "city" | "store" | "now" | "recordedAt">;

/** What an office objects to, and why. */
interface AskedObjection {
  report: string;
  agency: string;
  turn: number;
  /** Id of a reason of the profile. */
  reason: string;
  text: string;
  /** As the audit log names it. */
  who: string;
}

/**
 * Writes down that an office objects to an obligation that was judged late.
 * @throws PeriodError where the city takes none, its time is over, the obligation is not late, or has an objection
 */
export async function fileObjection(
  { city, store, now, recordedAt }: Filing,
  asked: AskedObjection,
): Promise<ObjectionRow> {
  const { report, agency, turn, reason, who } = asked;
  const rules = city.profile.objections;
  if (rules === undefined) {
    throw new PeriodError(
      "conflict",
      `profile ${city.profile.id} takes no objections: give its profile.json "objections" with reasons`,
    );
  }
  if (!rules.reasons.some(({ id }) => id === reason)) {
    const ids = rules.reasons.map(({ id }) => id).join(", ");
    throw new PeriodError("usage", `there is no reason "${reason}": it is one of ${ids}`);
  }
  const text = takeText(asked.text, [report]);
  const judged = await judgeReport(city, store, report, now);
  if (judged === null) throw new PeriodError("missing", `there is no report "${report}"`);
  const { known, received_at, late } = judged;
  const { kind, period } = known.period;
  const window = objectionWindow(city, known, recordedAt);
  if (!window.isOpen) {
    const told =
      window.until === null
        ? "is frozen and not published yet: object after its publication"
        : `took objections until ${new Date(window.until).toISOString()}`;
    throw new PeriodError("conflict", `${kind} period ${period} ${told}`);
  }
  if (!late.some((one) => one.agency === agency && one.turn === turn)) {
    throw new PeriodError(
      "objection",
      `${kind} period ${period} does not judge turn ${turn} of ${agency} at report ${report} as late: there is nothing to object to`,
    );
  }
  const all = await readAllObjections(store);
  const same = all.find(
    (one) =>
      one.service_request_id === report &&
      one.received_at === received_at &&
      one.agency === agency &&
      one.turn === turn,
  );
  if (same !== undefined) {
    throw new PeriodError(
      "objection",
      `objection ${same.id} to the same finding is there already: its decision stands there`,
    );
  }
  const numbers = new Set(all.filter((one) => one.period === period).map(({ id }) => id));
  const row: ObjectionRow = {
    id: `${period}-${String(numbers.size + 1).padStart(4, "0")}`,
    version: 1,
    state: "open",
    recorded_at: recordedAt,
    known_at: now,
    kind,
    period,
    service_request_id: report,
    received_at,
    agency,
    turn,
    reason,
    text,
    ground: "",
    who,
  };
  await store.appendObjection(row);
  return row;
}
