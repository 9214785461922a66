import type { DueNext } from "@toancanh/contracts";
import type { Formatter } from "@toancanh/words";

const NBSP = "\u00a0";

/** When the nearest due is: "17:00 Thứ Hai 23/02"; null where nothing is owed. */
export function nextDueText({ rows }: Pick<DueNext, "rows">, format: Formatter): string | null {
  const [first] = rows;
  if (first === undefined) return null;
  const at = Date.parse(first.due);
  return `${format.time(at)} ${format.weekday(at)} ${format.dayMonth(at)}`.replaceAll(" ", NBSP);
}
