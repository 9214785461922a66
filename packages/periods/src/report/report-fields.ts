import type { Profile, ReportCategory, ReportFieldGroup, Scorecard, UnitCounts } from "@toancanh/contracts";
import { nameUnit } from "@toancanh/domain";
import { countsOf } from "../scorecards/scorecard-headline.ts";
import { type Compared, comparedCounts } from "./compared.ts";

/** Standard deviations of a difference of counts beyond which chance puts none of some fifty categories (99.7 %). */
const CLEAR = 3;

/** The categories of a period by field group, most received first; one of no group stands for itself. */
export function reportFields(
  { categories, field_groups }: Pick<Profile, "categories" | "field_groups">,
  { fields, lang, minimum_due }: Scorecard,
  compared: Compared,
): ReportFieldGroup[] {
  const groupOf = new Map(categories.map((one) => [one.service_code, one.field_group] as const));
  const named = new Map(field_groups.map(({ id, name }) => [id, name[lang]] as const));
  const groups = new Map<string, ReportCategory[]>();
  for (const { service_code, name } of fields) {
    const category = {
      id: service_code,
      name,
      ...changed(comparedCounts(compared, nameUnit("category", service_code)), minimum_due),
    };
    const group = groupOf.get(service_code) ?? "";
    groups.set(group, [...(groups.get(group) ?? []), category]);
  }
  return [...groups]
    .map(([id, own]) => {
      const sum = (of: (one: ReportCategory) => UnitCounts | null) => addCounts(own.map(of));
      const counts = {
        now: sum(({ now }) => now) ?? countsOf(undefined),
        before: sum(({ before }) => before),
        year_before: sum(({ year_before }) => year_before),
      };
      return {
        id,
        name: named.get(id) ?? own[0]?.name ?? id,
        ...changed(counts, minimum_due),
        categories: own,
      };
    })
    .sort((a, b) => b.now.received - a.now.received);
}

type Counts = ReturnType<typeof comparedCounts>;

/** With few reports on both sides nothing is said of the change. */
function changed(counts: Counts, least: number): Counts & Pick<ReportCategory, "change"> {
  const now = counts.now.received;
  const before = counts.before?.received;
  if (before === undefined || Math.max(now, before) < least) return { ...counts, change: "none" };
  const isClear = Math.abs(now - before) > CLEAR * Math.sqrt(now + before);
  return { ...counts, change: !isClear ? "none" : now > before ? "more" : "fewer" };
}

/** Counts of several categories together; null where one of them has none. */
function addCounts(parts: readonly (UnitCounts | null)[]): UnitCounts | null {
  const known = parts.flatMap((one) => one ?? []);
  if (known.length < parts.length) return null;
  const sum = (of: (one: UnitCounts) => number) => known.reduce((total, one) => total + of(one), 0);
  const late = sum((one) => one.late);
  const due = sum((one) => one.due);
  return {
    received: sum((one) => one.received),
    handled_on_time: sum((one) => one.handled_on_time),
    handled_late: sum((one) => one.handled_late),
    open_overdue: sum((one) => one.open_overdue),
    open_in_time: sum((one) => one.open_in_time),
    no_deadline: sum((one) => one.no_deadline),
    late,
    due,
    late_rate: due === 0 ? null : Math.round((late / due) * 1e6) / 1e6,
  };
}
