import type { ListedReport } from "@toancanh/contracts";
import { DESK_PAGES, deskHref } from "../../shell/context/desk-address.ts";
import { type DeskPeriod, useAsk, useDesk, useMay } from "../../shell/context/desk-context.ts";
import { monthText } from "../../shell/context/period-names.ts";
import { Figure } from "../../shell/parts/figure.tsx";
import { useNames } from "../../shell/parts/names.ts";
import { NumberHead } from "../../shell/parts/number-head.tsx";
import { OutcomeMark } from "../../shell/parts/outcome.tsx";
import { Figures } from "../../shell/parts/section.tsx";
import { Head, Table } from "../../shell/parts/table.tsx";

const CADENCE_MS = 30_000;
const ROWS = 25;
const DAY_MS = 86_400_000;

/** What an office has to do before the cut-off, and what was late already. */
export function OfficeHome() {
  const { period } = useDesk();
  return period === null ? null : <Home period={period} />;
}

function Home({ period }: { period: DeskPeriod }) {
  const { words, format, now, language } = useDesk();
  const cutOff = new Date(period.to).toISOString();
  const span = { period: period.kind, offset: period.offset };
  const overdue = useAsk("report_list", { state: "open_overdue", sort: "late", limit: ROWS }, CADENCE_MS);
  const dueNow = useAsk(
    "report_list",
    { state: "open_in_time", due_to: cutOff, sort: "due", limit: ROWS },
    CADENCE_MS,
  );
  const late = useAsk(
    "report_list",
    { ...span, state: "handled_late", sort: "late", limit: ROWS },
    CADENCE_MS,
  );
  const end = Date.parse(period.to);
  const name = words.shell.period.month(monthText(period.id));
  const open = (overdue.data?.total ?? 0) + (dueNow.data?.total ?? 0);
  const isKnown = overdue.data !== null && dueNow.data !== null;
  const href = (state: string, parts: Record<string, string> = {}) =>
    deskHref(DESK_PAGES.open, { state, ...parts }, language);
  return (
    <>
      <h1>
        {end > now
          ? words.home.untilCutOff(format.span(end - now), isKnown ? format.count(open) : "…")
          : words.home.ended(name)}
      </h1>
      <p className="d-second">
        {words.home.cutOff(format.dayTime(end))} {end > now ? words.home.provisional : ""}
      </p>
      <dl className="hm-keys hm-keys-box">
        <div>
          <dt>{words.shell.outcome.open_overdue}</dt>
          <dd className={(overdue.data?.total ?? 0) > 0 ? "d-over" : ""}>
            {overdue.data === null ? "…" : <Figure value={overdue.data.total} href={href("open_overdue")} />}
          </dd>
        </div>
        <div>
          <dt>{words.home.dueBefore}</dt>
          <dd>
            {dueNow.data === null ? (
              "…"
            ) : (
              <Figure value={dueNow.data.total} href={href("open_in_time", { due_to: cutOff })} />
            )}
          </dd>
        </div>
        <div>
          <dt>{words.home.lateInPeriod}</dt>
          <dd className={(late.data?.total ?? 0) > 0 ? "d-late" : ""}>
            {late.data === null ? (
              "…"
            ) : (
              <Figure
                value={late.data.total}
                href={href("handled_late", { period: period.id, sort: "late" })}
              />
            )}
          </dd>
        </div>
      </dl>
      <Figures
        area="overdue"
        title={words.home.overdueTitle}
        sub={words.home.longestFirst}
        links={<a href={href("open_overdue", { sort: "late" })}>{words.home.all}</a>}
        asked={overdue}
      >
        {({ rows, as_of }) => <Rows rows={rows} asOf={Date.parse(as_of)} none={words.home.noneOverdue} />}
      </Figures>
      <Figures
        area="due"
        title={words.home.dueTitle}
        sub={words.home.nearestFirst}
        links={<a href={href("open_in_time", { due_to: cutOff })}>{words.home.all}</a>}
        asked={dueNow}
      >
        {({ rows, as_of }) => <Rows rows={rows} asOf={Date.parse(as_of)} none={words.home.noneDue} />}
      </Figures>
      <Figures
        area="late"
        title={words.home.lateTitle}
        sub={words.home.mostLateFirst}
        links={<a href={href("handled_late", { period: period.id, sort: "late" })}>{words.home.all}</a>}
        asked={late}
      >
        {({ rows, as_of }) => <Rows rows={rows} asOf={Date.parse(as_of)} none={words.home.noneLate} />}
      </Figures>
    </>
  );
}

interface RowsProps {
  rows: readonly ListedReport[];
  asOf: number;
  none: string;
}

/** Number with its field, due, and how much is left or over; today's stand out. */
function Rows({ rows, asOf, none }: RowsProps) {
  const { words, format, language } = useDesk();
  const names = useNames();
  const mayFile = useMay("objections:file");
  if (rows.length === 0) return <p>{none}</p>;
  const today = format.date(asOf);
  return (
    <Table
      className="hm-rows"
      heads={
        <>
          <Head>{words.list.columns.id}</Head>
          <NumberHead>{words.list.columns.due}</NumberHead>
          <NumberHead wide>{words.list.columns.finished}</NumberHead>
          <NumberHead>{words.list.columns.time}</NumberHead>
        </>
      }
    >
      {rows.map((row) => {
        const due = row.due === null ? asOf : Date.parse(row.due);
        const end = row.finished === null ? asOf : Date.parse(row.finished);
        const isToday = row.outcome === "open_in_time" && format.date(due) === today && due - asOf < DAY_MS;
        return (
          <tr key={`${row.service_request_id} ${row.due ?? ""}`} data-selected={isToday}>
            <th scope="row">
              <OutcomeMark outcome={row.outcome} />
              <a href={deskHref(`/desk/reports/${encodeURIComponent(row.service_request_id)}`, {}, language)}>
                {row.service_request_id}
              </a>
              <p className="d-second hm-category">
                {names.category(row.service_code)}
                {isToday ? ` · ${words.home.dueToday}` : ""}
                {mayFile && row.outcome === "handled_late" ? (
                  <>
                    {" · "}
                    <a
                      href={deskHref(DESK_PAGES.objections, { report: row.service_request_id }, language)}
                      aria-label={`${words.objections.ask}: ${row.service_request_id}`}
                    >
                      {words.objections.ask}
                    </a>
                  </>
                ) : null}
              </p>
            </th>
            <td className="d-number">{format.dayTime(due)}</td>
            <td className="d-number d-wide">
              {row.finished === null ? words.list.notDone : format.dayTime(end)}
            </td>
            <td className={`d-number ${toneOf(row.outcome)}`}>
              {row.outcome === "open_in_time"
                ? words.list.left(format.span(due - end))
                : row.outcome === "open_overdue"
                  ? words.list.overdue(format.span(end - due))
                  : words.list.late(format.span(end - due))}
            </td>
          </tr>
        );
      })}
    </Table>
  );
}

function toneOf(outcome: ListedReport["outcome"]): string {
  if (outcome === "open_overdue") return "d-over d-strong";
  return outcome === "handled_late" ? "d-late" : "";
}
