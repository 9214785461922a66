import type { Agencies, Metrics, Summary } from "@toancanh/contracts";
import { pickText } from "@toancanh/words";
import { DESK_PAGES, deskHref } from "../../shell/context/desk-address.ts";
import { type DeskPeriod, useAsk, useDesk } from "../../shell/context/desk-context.ts";
import { monthText } from "../../shell/context/period-names.ts";
import { Figure, LateRate } from "../../shell/parts/figure.tsx";
import { NumberHead } from "../../shell/parts/number-head.tsx";
import { Figures } from "../../shell/parts/section.tsx";
import { Head, Table } from "../../shell/parts/table.tsx";

const CADENCE_MS = 60_000;

/** The city in the period in view, and its blocks against their targets. */
export function DepartmentHome() {
  const { period } = useDesk();
  return period === null ? null : <Home period={period} />;
}

function Home({ period }: { period: DeskPeriod }) {
  const { words, format, now } = useDesk();
  const query = { period: period.kind, offset: period.offset };
  const summary = useAsk("summary", query, CADENCE_MS);
  const agencies = useAsk("agencies", query, CADENCE_MS);
  const name = words.shell.period.month(monthText(period.id));
  const end = Date.parse(period.to);
  const isRunning = end > now;
  return (
    <>
      <h1>{isRunning ? words.home.running(name, format.span(end - now)) : words.home.ended(name)}</h1>
      <p className="d-second">
        {words.home.received(format.dayTime(Date.parse(period.from)), format.dayTime(end))}{" "}
        {isRunning ? words.home.provisional : ""}
      </p>
      <div className="d-grid">
        <Figures area="city" className="d-7" title={words.home.city} asked={summary}>
          {(data) => <CityFigures data={data} period={period} />}
        </Figures>
        <Figures area="open" className="d-5" title={words.home.open} sub={words.home.openSub} asked={summary}>
          {(data) => <OpenNow data={data} />}
        </Figures>
      </div>
      <Figures
        area="blocks"
        title={words.home.blocks}
        sub={
          agencies.data === null || summary.data === null
            ? ""
            : words.home.counted(
                format.count(sumOf(agencies.data)),
                format.count(summary.data.metrics.received),
              )
        }
        asked={agencies}
      >
        {(data) => <BlocksTable data={data} period={period} />}
      </Figures>
    </>
  );
}

const sumOf = ({ blocks }: Agencies) => blocks.reduce((sum, { metrics }) => sum + metrics.received, 0);

/** Addresses of the reports behind the figures of a period. */
function useListHref(period: DeskPeriod) {
  const { language } = useDesk();
  return (state: string, parts: Record<string, string> = {}) =>
    deskHref(DESK_PAGES.open, { state, period: period.id, ...parts }, language);
}

function CityFigures({ data: { metrics, previous }, period }: { data: Summary; period: DeskPeriod }) {
  const { words, now } = useDesk();
  const isRunning = Date.parse(period.to) > now;
  const href = useListHref(period);
  return (
    <dl className="hm-keys">
      <div>
        <dt>{words.home.receivedShort}</dt>
        <dd>
          <Figure value={metrics.received} href={href("all")} />
        </dd>
        <dd className="d-second">{words.list.counts.reports}</dd>
      </div>
      <div>
        <dt>{words.home.missed}</dt>
        <dd>
          <Figure value={metrics.late} href={href("missed")} />
        </dd>
        <dd className="d-second">
          {words.home.ofThem} <Figure value={metrics.open_overdue} href={href("open_overdue")} />{" "}
          {words.home.notDone}
        </dd>
      </div>
      <div>
        <dt>{words.home.lateRate}</dt>
        <dd>
          <LateRate late={metrics.late} due={metrics.due} />
        </dd>
        <dd className="d-second">
          <Before metrics={metrics} previous={previous} isRunning={isRunning} />
        </dd>
      </div>
    </dl>
  );
}

interface BeforeProps {
  metrics: Metrics;
  previous: Metrics;
  isRunning: boolean;
}

/** The rate of the period before; what it changed by only once both are whole. */
function Before({ metrics, previous, isRunning }: BeforeProps) {
  const { words, format, city } = useDesk();
  if (previous.due < city.minimum_due || previous.late_rate === null) return null;
  const rate = format.percent(previous.late_rate);
  if (isRunning || metrics.late_rate === null) return <>{words.home.wholeBefore(rate)}</>;
  return <>{words.home.before(rate, format.points(metrics.late_rate - previous.late_rate))}</>;
}

function OpenNow({ data: { open } }: { data: Summary }) {
  const { words, language } = useDesk();
  const href = (state: string, parts: Record<string, string> = {}) =>
    deskHref(DESK_PAGES.open, { state, ...parts }, language);
  return (
    <dl className="hm-keys">
      <div>
        <dt>{words.home.openAll}</dt>
        <dd>
          <Figure value={open.total} href={href("open")} />
        </dd>
      </div>
      <div>
        <dt>{words.shell.outcome.open_overdue}</dt>
        <dd className={open.overdue > 0 ? "d-over" : ""}>
          <Figure value={open.overdue} href={href("open_overdue", { sort: "late" })} />
        </dd>
      </div>
      <div>
        <dt>{words.home.unlocated}</dt>
        <dd>
          <Figure value={open.unlocated} href={href("open", { unlocated: "true" })} />
        </dd>
      </div>
    </dl>
  );
}

function BlocksTable({ data, period }: { data: Agencies; period: DeskPeriod }) {
  const { words, format, language } = useDesk();
  const href = useListHref(period);
  const { columns } = words.home;
  const outcomes = ["handled_on_time", "handled_late", "open_overdue", "open_in_time"] as const;
  const total = (name: "received" | "late" | "due" | (typeof outcomes)[number]) =>
    data.blocks.reduce((sum, { metrics }) => sum + metrics[name], 0);
  return (
    <Table
      className="hm-blocks"
      heads={
        <>
          <Head>{columns.block}</Head>
          <NumberHead>{columns.assigned}</NumberHead>
          {outcomes.map((outcome) => (
            <NumberHead key={outcome} wide>
              {words.shell.outcome[outcome]}
            </NumberHead>
          ))}
          <NumberHead>{columns.lateRate}</NumberHead>
          <Head>{columns.target}</Head>
        </>
      }
    >
      {data.blocks.map(({ id, name, metrics, late_rate_target: target }) => (
        <tr key={id} data-block={id}>
          <th scope="row">{pickText(name, language)}</th>
          <td className="d-number">
            <Figure value={metrics.received} href={href("all", { block: id })} />
          </td>
          {outcomes.map((outcome) => (
            <td key={outcome} className="d-number d-wide">
              <Figure value={metrics[outcome]} href={href(outcome, { block: id })} />
            </td>
          ))}
          <td className="d-number d-strong">
            <LateRate late={metrics.late} due={metrics.due} />
          </td>
          <td>
            <Target metrics={metrics} target={target} />
          </td>
        </tr>
      ))}
      <tr className="d-total">
        <th scope="row">{columns.all}</th>
        <td className="d-number">{format.count(total("received"))}</td>
        {outcomes.map((outcome) => (
          <td key={outcome} className="d-number d-wide">
            {format.count(total(outcome))}
          </td>
        ))}
        <td className="d-number">
          <LateRate late={total("late")} due={total("due")} />
        </td>
        <td />
      </tr>
    </Table>
  );
}

function Target({ metrics, target }: { metrics: Metrics; target: number | null }) {
  const { words, format, city } = useDesk();
  if (target === null) return <span className="d-third">{words.home.watched}</span>;
  const mark = words.home.under(format.percent(target, 0));
  if (metrics.due < city.minimum_due || metrics.late_rate === null)
    return <span className="d-third">{mark}</span>;
  return metrics.late_rate < target ? (
    <>
      <b className="d-ok">✓ {words.home.met}</b> {mark}
    </>
  ) : (
    <>
      <b className="d-late">✕ {words.home.notMet}</b> {mark}
    </>
  );
}
