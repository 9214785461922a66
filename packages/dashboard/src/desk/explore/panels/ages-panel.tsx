import type { AgeBands } from "@toancanh/contracts";
import { useLatest } from "../data/use-latest.ts";
import { useExplore } from "../parts/explore-context.ts";
import { Section } from "../parts/section.tsx";
import { scopeQuery, wardQuery } from "../state/explore-queries.ts";

/** How long what is open has been waiting; the late part in the colour of the late. */
export function AgesPanel() {
  const { data, state, words } = useExplore();
  const answer = useLatest(data.ageBands({ ...scopeQuery(state), ...wardQuery(state) }));
  return (
    <Section area="ages" title={words.ages.title} state={answer}>
      {(ages) => <AgeBars ages={ages} />}
    </Section>
  );
}

function AgeBars({ ages: { rows } }: { ages: AgeBands }) {
  const { words, format } = useExplore();
  const most = Math.max(1, ...rows.map((row) => row.open));
  const open = rows.reduce((sum, row) => sum + row.open, 0);
  const overdue = rows.reduce((sum, row) => sum + row.overdue, 0);
  const age = (minutes: number) => format.durationShort(minutes * 60_000);
  if (open === 0) return <p className="ex-note">{words.ages.empty}</p>;
  return (
    <>
      <p className="ex-note">{words.ages.sum(format.count(open), format.count(overdue))}</p>
      <table className="ex-ages" data-open={open}>
        <thead>
          <tr>
            <th scope="col">
              <span className="d-hidden">{words.ages.title}</span>
            </th>
            <td />
            <th scope="col" className="ex-number">
              {words.ages.open}
            </th>
            <th scope="col" className="ex-number">
              {words.ages.overdue}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.from_minutes}>
              <th scope="row">
                {row.to_minutes === null
                  ? words.ages.over(age(row.from_minutes))
                  : row.from_minutes === 0
                    ? words.ages.under(age(row.to_minutes))
                    : words.ages.between(age(row.from_minutes), age(row.to_minutes))}
              </th>
              <td className="ex-bar-cell" aria-hidden="true">
                <span className="ex-bar" style={{ width: `${((row.open - row.overdue) / most) * 100}%` }} />
                <span className="ex-bar ex-bar-late" style={{ width: `${(row.overdue / most) * 100}%` }} />
              </td>
              <td className="ex-number">{format.count(row.open)}</td>
              <td className="ex-number">{row.overdue === 0 ? "–" : format.count(row.overdue)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
