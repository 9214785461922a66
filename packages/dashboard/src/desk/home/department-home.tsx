import type { Agencies, Metrics, Summary } from "@toancanh/contracts";
import { pickText } from "@toancanh/words";
import { DESK_PAGES, deskHref } from "../../shell/context/desk-address.ts";
import { type DeskPeriod, useAsk, useDesk, useMay } from "../../shell/context/desk-context.ts";
import { monthText } from "../../shell/context/period-names.ts";
import { Figure, LateRate, MINIMUM_DUE } from "../../shell/parts/figure.tsx";
import { Figures } from "../../shell/parts/section.tsx";

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

/** The link of a figure to its reports; plain text for a role that sees no single reports. */
function useListHref(period: DeskPeriod) {
  const { language } = useDesk();
  return (state: string, parts: Record<string, string> = {}) =>
    deskHref(DESK_PAGES.open, { state, period: period.id, ...parts }, language);
}

function CityFigures({ data: { metrics, previous }, period }: { data: Summary; period: DeskPeriod }) {
  const { words, format } = useDesk();
  const href = useListHref(period);
  const change = changeOf(metrics, previous);
  return (
    <dl className="hm-keys">
      <div>
        <dt>{words.home.receivedShort}</dt>
        <dd>
          <ListedCount value={metrics.received} href={href("all")} />
        </dd>
        <dd className="d-second">{words.list.counts.reports}</dd>
      </div>
      <div>
        <dt>{words.home.missed}</dt>
        <dd>
          <ListedCount value={metrics.late} href={href("missed")} />
        </dd>
        <dd className="d-second">
          {words.home.ofThem} <ListedCount value={metrics.open_overdue} href={href("open_overdue")} />{" "}
          {words.home.notDone}
        </dd>
      </div>
      <div>
        <dt>{words.home.lateRate}</dt>
        <dd>
          <LateRate late={metrics.late} due={metrics.due} />
        </dd>
        <dd className="d-second">
          {previous.due < MINIMUM_DUE
            ? ""
            : words.home.before(
                format.percent(previous.late_rate),
                change === null ? "–" : format.points(change),
              )}
        </dd>
      </div>
    </dl>
  );
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
          <ListedCount value={open.total} href={href("open")} />
        </dd>
      </div>
      <div>
        <dt>{words.shell.outcome.open_overdue}</dt>
        <dd className={open.overdue > 0 ? "d-over" : ""}>
          <ListedCount value={open.overdue} href={href("open_overdue", { sort: "late" })} />
        </dd>
      </div>
      <div>
        <dt>{words.home.unlocated}</dt>
        <dd>
          <ListedCount value={open.unlocated} href={href("open", { unlocated: "true" })} />
        </dd>
      </div>
    </dl>
  );
}

/** A count that opens to its reports, where the reader may see them. */
function ListedCount({ value, href }: { value: number; href: string }) {
  const { format } = useDesk();
  return useMay("report_lists") ? <Figure value={value} href={href} /> : format.count(value);
}

function BlocksTable({ data, period }: { data: Agencies; period: DeskPeriod }) {
  const { words, format, language } = useDesk();
  const href = useListHref(period);
  const { columns } = words.home;
  const outcomes = ["handled_on_time", "handled_late", "open_overdue", "open_in_time"] as const;
  const total = (name: "received" | "late" | "due" | (typeof outcomes)[number]) =>
    data.blocks.reduce((sum, { metrics }) => sum + metrics[name], 0);
  return (
    <div className="d-scroll">
      <table className="d-table hm-blocks">
        <thead>
          <tr>
            <th scope="col">{columns.block}</th>
            <th scope="col" className="d-number">
              {columns.assigned}
            </th>
            {outcomes.map((outcome) => (
              <th key={outcome} scope="col" className="d-number d-wide">
                {words.shell.outcome[outcome]}
              </th>
            ))}
            <th scope="col" className="d-number">
              {columns.lateRate}
            </th>
            <th scope="col">{columns.target}</th>
          </tr>
        </thead>
        <tbody>
          {data.blocks.map(({ id, name, metrics, late_rate_target: target }) => (
            <tr key={id} data-block={id}>
              <th scope="row">{pickText(name, language)}</th>
              <td className="d-number">
                <ListedCount value={metrics.received} href={href("all", { block: id })} />
              </td>
              {outcomes.map((outcome) => (
                <td key={outcome} className="d-number d-wide">
                  <ListedCount value={metrics[outcome]} href={href(outcome, { block: id })} />
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
        </tbody>
      </table>
    </div>
  );
}

function Target({ metrics, target }: { metrics: Metrics; target: number | null }) {
  const { words, format } = useDesk();
  if (target === null) return <span className="d-third">{words.home.watched}</span>;
  const mark = words.home.under(format.percent(target, 0));
  if (metrics.due < MINIMUM_DUE || metrics.late_rate === null) return <span className="d-third">{mark}</span>;
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

function changeOf(now: Metrics, before: Metrics): number | null {
  return now.late_rate === null || before.late_rate === null ? null : now.late_rate - before.late_rate;
}
