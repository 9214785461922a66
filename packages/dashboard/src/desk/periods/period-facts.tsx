import { CITY_REPORT_FORMATS, type Closings } from "@toancanh/contracts";
import { pickText } from "@toancanh/words";
import { addressOf } from "../../client/address.ts";
import { useAsk, useDesk, useMay } from "../../shell/context/desk-context.ts";
import { monthText } from "../../shell/context/period-names.ts";
import { Icon } from "../../shell/parts/icon.tsx";
import { NumberHead } from "../../shell/parts/number-head.tsx";
import { Figures, Section } from "../../shell/parts/section.tsx";
import { Head, Table } from "../../shell/parts/table.tsx";

type Closed = Closings["periods"][number];

/** What is in the way of closing a period, or what closing it has fixed, with all its revisions. */
export function PeriodFacts({ closed }: { closed: Closed }) {
  const { words } = useDesk();
  const name = words.shell.period.month(monthText(closed.period));
  const isOpen = closed.state === "running" || closed.state === "draft";
  return (
    <>
      {isOpen ? <Blocks closed={closed} name={name} /> : <Fixed closed={closed} name={name} />}
      <ReportFiles closed={closed} />
      {closed.revision > 1 ? <Changes closed={closed} name={name} /> : null}
    </>
  );
}

/** The city's report of the period to keep; that of a frozen one is not for everybody yet. */
function ReportFiles({ closed: { period, kind, state } }: { closed: Closed }) {
  const { words, language } = useDesk();
  const mayClose = useMay("closings:write");
  if (state === "frozen" && !mayClose) return null;
  return (
    <p>
      {words.periods.report}:{" "}
      {CITY_REPORT_FORMATS.map((format, index) => (
        <span key={format}>
          {index === 0 ? null : " · "}
          <a href={addressOf("city_report_file", { period, kind, lang: language, format })}>
            {format.toUpperCase()}
          </a>
        </span>
      ))}
    </p>
  );
}

function Blocks({ closed: { blocked_by, state }, name }: { closed: Closed; name: string }) {
  const { words, language } = useDesk();
  return (
    <Section title={words.periods.blocks(name)}>
      <p className="d-note d-note-dashed">
        <Icon name="info" />
        {state === "running" ? words.periods.running : words.periods.draft}
      </p>
      {state === "running" ? null : blocked_by.length === 0 ? (
        <p className="d-ok">✓ {words.periods.noBlocks}</p>
      ) : (
        <ul className="pd-blocks">
          {blocked_by.map(({ code, text }) => (
            <li key={code}>
              <b className="d-over">⊘ {words.periods.blocked}</b> {pickText(text, language)}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Fixed({ closed, name }: { closed: Closed; name: string }) {
  const { words, format } = useDesk();
  const { facts } = words.periods;
  const minute = (at: string) => format.dateTime(Math.floor(Date.parse(at) / 60_000) * 60_000);
  const rows: [string, string][] = [
    [facts.cutOff, minute(closed.cut_off)],
    [facts.knownAt, closed.known_at === null ? "–" : minute(closed.known_at)],
    [facts.published, closed.published_at === null ? words.periods.notYet : minute(closed.published_at)],
    [facts.hash, closed.hash ?? "–"],
  ];
  return (
    <Section title={words.periods.locked(name)}>
      {closed.state === "frozen" ? (
        <p className="d-note d-note-solid">
          <Icon name="lock" />
          {words.periods.embargo}
        </p>
      ) : null}
      <dl className="pd-facts">
        {rows.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Table
        heads={
          <>
            <Head>{facts.revision}</Head>
            <Head>{facts.knownAt}</Head>
            <Head>{words.periods.reason}</Head>
            <NumberHead>{words.periods.revisions}</NumberHead>
          </>
        }
      >
        {closed.revisions.map((one) => (
          <tr key={one.revision}>
            <th scope="row">{format.count(one.revision)}</th>
            <td>{minute(one.known_at)}</td>
            <td>{one.reason === "" ? words.periods.first : one.reason}</td>
            <td className="d-number">{words.periods.changedUnits(format.count(one.changed_units))}</td>
          </tr>
        ))}
      </Table>
    </Section>
  );
}

const MOST_CHANGES = 60;

/** Every figure that the newest revision changed against the one before. */
function Changes({ closed, name }: { closed: Closed; name: string }) {
  const { words, format } = useDesk();
  const detail = useAsk("closing", { period: closed.period, kind: closed.kind });
  const { diffColumns } = words.periods;
  const figure = (value: number | null) => (value === null ? "–" : format.plain(value));
  return (
    <Figures
      area="diff"
      title={words.periods.diff(name, format.count(closed.revision), format.count(closed.revision - 1))}
      asked={detail}
    >
      {({ diff }) => (
        <Table
          heads={
            <>
              <Head>{diffColumns.unit}</Head>
              <Head>{diffColumns.figure}</Head>
              <NumberHead>{diffColumns.before}</NumberHead>
              <NumberHead>{diffColumns.after}</NumberHead>
            </>
          }
        >
          {diff.slice(0, MOST_CHANGES).map((one) => (
            <tr key={`${one.unit} ${one.figure}`}>
              <th scope="row">{one.unit}</th>
              <td>{one.figure}</td>
              <td className="d-number">
                <s>{figure(one.before)}</s>
              </td>
              <td className="d-number d-strong">{figure(one.after)}</td>
            </tr>
          ))}
        </Table>
      )}
    </Figures>
  );
}
