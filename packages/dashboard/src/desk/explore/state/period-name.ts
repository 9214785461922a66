import type { Period } from "@toancanh/contracts";
import type { ExploreMessages, Formatter } from "@toancanh/words";

/** How people call a period: "Tháng 11/2026", or by the days it begins and ends on. */
export function periodName(period: Period, words: ExploreMessages["filters"], format: Formatter): string {
  const from = Date.parse(period.from);
  const [, month = "", year = ""] = format.date(from).split("/");
  if (period.kind === "calendar") return words.month(month, year);
  if (period.kind === "quarter") return words.quarter(String(Math.ceil(Number(month) / 3)), year);
  if (period.kind === "year") return words.year(year);
  if (period.kind === "day") return format.date(from);
  // A period that ends at noon ends on that day, one that ends at midnight on the day before.
  const last = Date.parse(period.to) - 1;
  return words.span(format.date(from), format.date(last));
}
