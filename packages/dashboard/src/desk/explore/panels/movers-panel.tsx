import type { Movers } from "@toancanh/contracts";
import { useLatest } from "../data/use-latest.ts";
import { useExplore } from "../parts/explore-context.ts";
import { Section } from "../parts/section.tsx";
import { moversQuery, periodQuery } from "../state/explore-queries.ts";
import { periodName } from "../state/period-name.ts";

type Mover = Movers["rows"][number];

/** All agencies with enough due in both periods: the best ones are at the end. */
const ALL = 300;
const SHOWN = 5;

/** Who became worse and who better since the period before. */
export function MoversPanel() {
  const { data, state, city, words, format } = useExplore();
  const answer = useLatest(data.movers({ ...periodQuery(state), ...moversQuery(state, city), limit: ALL }));
  const narrower = state.category !== null || state.agency !== null || state.ward !== null;
  return (
    <Section area="movers" title={words.movers.title} state={answer}>
      {({ period, previous_period, rows }) => (
        <>
          <p className="ex-note">
            {words.movers.note(
              periodName(period, words.filters, format),
              periodName(previous_period, words.filters, format),
            )}{" "}
            {narrower ? words.movers.notFor : ""}
          </p>
          <MoverList
            title={words.movers.worse}
            kind="worse"
            rows={rows.filter((row) => row.change > 0).slice(0, SHOWN)}
          />
          <MoverList
            title={words.movers.better}
            kind="better"
            rows={rows
              .filter((row) => row.change < 0)
              .slice(-SHOWN)
              .reverse()}
          />
        </>
      )}
    </Section>
  );
}

function MoverList({
  title,
  kind,
  rows,
}: {
  title: string;
  kind: "worse" | "better";
  rows: readonly Mover[];
}) {
  const { words, format } = useExplore();
  const labels = words.movers;
  return (
    <table className="ex-movers">
      <thead>
        <tr>
          <th scope="col">
            <span className={kind} aria-hidden="true">
              {kind === "worse" ? "▲ " : "▼ "}
            </span>
            {title}
          </th>
          <th scope="col" className="ex-number">
            {labels.before}
          </th>
          <th scope="col" className="ex-number">
            {labels.now}
          </th>
          <th scope="col" className="ex-number">
            {labels.change}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.length === 0 ? (
          <tr>
            <td colSpan={4}>{labels.none}</td>
          </tr>
        ) : null}
        {rows.map((row) => (
          <tr key={row.agency_responsible}>
            <th scope="row" title={row.name}>
              {row.short_name}
            </th>
            <td className="ex-number" title={`${row.previous.late} / ${row.previous.due}`}>
              {format.percent(row.previous.late_rate)}
            </td>
            <td className="ex-number" title={`${row.current.late} / ${row.current.due}`}>
              {format.percent(row.current.late_rate)}
            </td>
            <td className={`ex-number ${kind}`}>{format.points(row.change)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
