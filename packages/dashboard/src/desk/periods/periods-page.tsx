import type { Closings } from "@toancanh/contracts";
import { changedHref, DESK_PAGES, deskHref } from "../../shell/context/desk-address.ts";
import type { Asked } from "../../shell/context/desk-context.ts";
import { useAsk, useDesk, useMay } from "../../shell/context/desk-context.ts";
import { monthText } from "../../shell/context/period-names.ts";
import { Figure, LateRate } from "../../shell/parts/figure.tsx";
import { NumberHead } from "../../shell/parts/number-head.tsx";
import { PeriodStateChip } from "../../shell/parts/period-state.tsx";
import { Figures } from "../../shell/parts/section.tsx";
import { Head, Table } from "../../shell/parts/table.tsx";
import { PeriodActs } from "./period-acts.tsx";
import { PeriodFacts } from "./period-facts.tsx";
import "./periods.css";

type Closed = Closings["periods"][number];

/** Periods and their closing: state, revisions and hash of each, what is in the way, and what can be done. */
export function PeriodsPage() {
  const { words, period } = useDesk();
  const kind = period?.kind === "official" || period?.kind === "calendar" ? { kind: period.kind } : {};
  const closings = useAsk("closings", kind, 60_000);
  const mayClose = useMay("closings:write");
  const chosen = closings.data?.periods.find((one) => one.period === period?.id);
  return (
    <>
      <h1>{words.shell.pages.periods}</h1>
      <Figures area="periods" title={words.periods.list} asked={closings}>
        {({ periods }) => <PeriodsTable periods={periods} chosen={period?.id ?? ""} />}
      </Figures>
      {chosen === undefined ? null : (
        <div className="d-grid">
          <div className={mayClose ? "d-8" : ""}>
            <PeriodFacts closed={chosen} />
          </div>
          {mayClose ? (
            <div className="d-4">
              <PeriodActs
                key={`${chosen.period} ${chosen.state} ${chosen.revision}`}
                closed={chosen}
                onDone={refreshOf(closings)}
              />
            </div>
          ) : null}
        </div>
      )}
      <footer className="d-foot">
        <span>{words.periods.foot}</span>
      </footer>
    </>
  );
}

const refreshOf = ({ refresh }: Asked<Closings>) => refresh;

function PeriodsTable({ periods, chosen }: { periods: readonly Closed[]; chosen: string }) {
  const { words, format } = useDesk();
  const { columns } = words.periods;
  if (periods.length === 0) return <p>{words.periods.none}</p>;
  return (
    <Table
      heads={
        <>
          <Head>{columns.period}</Head>
          <Head wide>{columns.span}</Head>
          <Head>{columns.state}</Head>
          <NumberHead>{columns.revision}</NumberHead>
          <Head wide>{columns.published}</Head>
          <NumberHead>{columns.received}</NumberHead>
          <NumberHead wide>{columns.inTime}</NumberHead>
          <NumberHead>{columns.late}</NumberHead>
          <NumberHead>{columns.rate}</NumberHead>
          <Head wide>{columns.hash}</Head>
        </>
      }
    >
      {periods.map((one) => (
        <tr key={one.period} data-selected={one.period === chosen} data-period={one.period}>
          <th scope="row">
            <a href={changedHref(window.location, { period: one.period })}>
              {words.periods.month(monthText(one.period))}
            </a>
          </th>
          <td className="d-wide">
            {words.shell.period.span(
              format.dayMonth(Date.parse(one.from)),
              format.dayMonth(Date.parse(one.to)),
            )}
          </td>
          <td>
            <PeriodStateChip state={one.state} />
          </td>
          <td className="d-number">{one.revision === 0 ? "–" : format.count(one.revision)}</td>
          <td className="d-wide">
            {one.published_at === null ? (
              <span className="d-third">{words.periods.notYet}</span>
            ) : (
              format.dateTime(Math.floor(Date.parse(one.published_at) / 60_000) * 60_000)
            )}
          </td>
          <CityCells closed={one} />
          <td className="d-wide">
            {one.hash === null ? (
              <span className="d-third">{words.periods.changing}</span>
            ) : (
              <code title={one.hash}>{one.hash.slice(0, 12)}</code>
            )}
          </td>
        </tr>
      ))}
    </Table>
  );
}

function CityCells({ closed: { city, period } }: { closed: Closed }) {
  const { language } = useDesk();
  if (city === null) {
    return (
      <>
        <td className="d-number">–</td>
        <td className="d-number d-wide">–</td>
        <td className="d-number">–</td>
        <td className="d-number">–</td>
      </>
    );
  }
  const href = (state: string) => deskHref(DESK_PAGES.open, { state, period }, language);
  return (
    <>
      <td className="d-number">
        <Figure value={city.received} href={href("all")} />
      </td>
      <td className="d-number d-wide">
        <Figure value={city.open_in_time} href={href("open_in_time")} />
      </td>
      <td className="d-number">
        <Figure value={city.late} href={href("missed")} />
      </td>
      <td className="d-number d-strong">
        <LateRate late={city.late} due={city.due} />
      </td>
    </>
  );
}
