import { locatedOf, type MapFigures } from "../data/map-figures.ts";
import { useLatest } from "../data/use-latest.ts";
import { useExplore } from "../parts/explore-context.ts";
import { countsAssignments, periodQuery, scopeQuery } from "../state/explore-queries.ts";

/** What is on the map and what has no place, beside the sum of the table: the reader can check it. */
export function SumsLine({ figures }: { figures: MapFigures }) {
  const { data, state, shapes, words, format } = useExplore();
  const table = useLatest(data.matrix({ ...periodQuery(state), ...scopeQuery(state) }));
  const drawn = new Set(shapes.polygons.map((ward) => ward.code));
  // Cells have a place of their own; wards of before a reform have no outline today.
  const former =
    figures.view === "wards"
      ? figures.ids.reduce((sum, id, index) => sum + (drawn.has(id) ? 0 : (figures.count[index] ?? 0)), 0)
      : 0;
  const located = locatedOf(figures) - former;
  const sum = table.data?.rows.reduce((total, row) => total + row.received, 0);
  return (
    <p
      className="ex-sums"
      data-sums={`${located + former}+${figures.unlocated}=${figures.total}`}
      data-table-sum={table.pending ? undefined : sum}
    >
      {words.map.sums({
        located: format.count(located),
        former: former === 0 ? null : format.count(former),
        unlocated: format.count(figures.unlocated),
        total: format.count(figures.total),
        noun: countsAssignments(state) ? words.noun.assignments : words.noun.reports,
      })}
      {table.data === null || table.pending || sum === undefined
        ? ""
        : sum === figures.total
          ? `, ${words.map.sumsAgree}.`
          : ` · ${words.map.sumsDiffer(format.count(sum), format.timeSeconds(Date.parse(table.data.as_of)))}.`}
    </p>
  );
}
