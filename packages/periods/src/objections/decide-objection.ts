import type { ObjectionRow } from "@toancanh/contracts";
import { objectionsAt } from "@toancanh/domain";
import type { Closing } from "../closing/close-period.ts";
import { PeriodError } from "../period-error.ts";
import { readAllObjections } from "./read-objections.ts";
import { takeText } from "./take-text.ts";

/** What was decided of an objection, and on which ground. */
interface AskedDecision {
  id: string;
  decision: "upheld" | "rejected";
  ground: string;
  /** As the audit log names it. */
  who: string;
}

/**
 * Decides an objection, or decides it again in the other way: the earlier decision stays stored. It counts in figures
 * measured from now on and in no revision that is fixed already.
 * @throws PeriodError for one that there is not, or that is decided so already
 */
export async function decideObjection(
  { store, now, recordedAt }: Pick<Closing, "store" | "now" | "recordedAt">,
  { id, decision, ground, who }: AskedDecision,
): Promise<ObjectionRow> {
  const versions = (await readAllObjections(store)).filter((row) => row.id === id);
  const [newest] = objectionsAt(versions, Number.POSITIVE_INFINITY);
  if (newest === undefined) {
    throw new PeriodError("missing", `there is no objection "${id}": GET /objections lists them`);
  }
  if (newest.state === decision) {
    throw new PeriodError("objection", `objection ${id} is ${decision} already`);
  }
  // Whatever the clock says: no revision that is fixed may come to know of it.
  const acts = await store.readPeriodActs("", "");
  const known = acts.reduce((latest, act) => Math.max(latest, act.known_at), newest.known_at);
  const row: ObjectionRow = {
    ...newest,
    version: newest.version + 1,
    state: decision,
    recorded_at: recordedAt,
    known_at: Math.max(now, known + 1),
    ground: takeText(ground, [newest.service_request_id, id]),
    who,
  };
  await store.appendObjection(row);
  return row;
}
