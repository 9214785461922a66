import type { City } from "@toancanh/contracts";

/** What a text of the search can open. */
type SearchTarget = { kind: "report"; id: string } | { kind: "ward" | "agency"; id: string; name: string };

const MOST = 8;
/** Numbers of reports have a digit and no space; names of units have spaces or no digit. */
const REPORT_NUMBER = /^\S*\d\S*$/;

/** Letters without marks, so that "binh hung" finds "Bình Hưng". */
function fold(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(/[đĐ]/g, "d").toLowerCase();
}

/** The report of that number, then units whose name has the text: those that begin with it first. */
export function findTargets(
  text: string,
  { agencies, wards }: Pick<City, "agencies" | "wards">,
): SearchTarget[] {
  const wanted = fold(text.trim());
  if (wanted === "") return [];
  const found: SearchTarget[] = REPORT_NUMBER.test(text.trim()) ? [{ kind: "report", id: text.trim() }] : [];
  const units = [
    ...agencies.map(({ id, name, short_name }) => ({ kind: "agency" as const, id, name, short_name })),
    ...wards.map(({ code, name, short_name }) => ({ kind: "ward" as const, id: code, name, short_name })),
  ]
    .map((unit) => ({ unit, at: placeOf(unit, wanted) }))
    .filter(({ at }) => at !== -1)
    .sort((a, b) => Math.sign(a.at) - Math.sign(b.at) || a.unit.name.localeCompare(b.unit.name, "vi"));
  for (const { unit } of units) found.push({ kind: unit.kind, id: unit.id, name: unit.name });
  return found.slice(0, MOST);
}

function placeOf({ name, short_name }: { name: string; short_name: string }, wanted: string): number {
  const short = fold(short_name).indexOf(wanted);
  return short === -1 ? fold(name).indexOf(wanted) : short;
}
