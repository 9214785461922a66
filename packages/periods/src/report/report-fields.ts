import type {
  ComparedCounts,
  Profile,
  ReportCategory,
  ReportFieldGroup,
  Scorecard,
} from "@toancanh/contracts";
import { nameUnit } from "@toancanh/domain";
import { addCompared } from "./add-compared.ts";
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
      return {
        id,
        name: named.get(id) ?? own[0]?.name ?? id,
        ...changed(addCompared(own), minimum_due),
        categories: own,
      };
    })
    .sort((a, b) => b.now.received - a.now.received);
}

/** With few reports on both sides nothing is said of the change. */
function changed(counts: ComparedCounts, least: number): ComparedCounts & Pick<ReportCategory, "change"> {
  const now = counts.now.received;
  const before = counts.before?.received;
  if (before === undefined || Math.max(now, before) < least) return { ...counts, change: "none" };
  const isClear = Math.abs(now - before) > CLEAR * Math.sqrt(now + before);
  return { ...counts, change: !isClear ? "none" : now > before ? "more" : "fewer" };
}
