import type { Scorecard } from "@toancanh/contracts";
import { printLabelsFor } from "@toancanh/words";
import { deskHref } from "../../shell/context/desk-address.ts";
import { useDesk } from "../../shell/context/desk-context.ts";
import { NumberHead } from "../../shell/parts/number-head.tsx";
import { OutcomeMark } from "../../shell/parts/outcome.tsx";
import { Section } from "../../shell/parts/section.tsx";
import { Head, Table } from "../../shell/parts/table.tsx";

const MINUTE_MS = 60_000;

/** What was late with its reason, the longest first, and what the words of the card mean. */
export function LateCases({ card }: { card: Scorecard }) {
  const { words, format, language } = useDesk();
  const labels = printLabelsFor(language);
  const lost =
    card.lost === null ? "" : `, ${words.scorecard.lost(format.fixed(Math.abs(card.lost.late), 2))}`;
  return (
    <>
      <Section
        title={words.scorecard.late}
        sub={`${words.scorecard.lateSub(format.count(card.late_cases))}${lost}`}
      >
        {card.cases === null ? (
          <p>{words.scorecard.hiddenCases}</p>
        ) : card.cases.length === 0 ? (
          <p>{labels.noLate}</p>
        ) : (
          <Cases cases={card.cases} hasPoints={card.lost !== null} />
        )}
        {card.excused_cases === 0 ? null : <p>{labels.excused(format.count(card.excused_cases))}</p>}
        {(card.excused ?? []).map((one) => (
          <p key={one.objection} className="d-second" data-objection={one.objection}>
            <a href={deskHref(`/desk/reports/${encodeURIComponent(one.service_request_id)}`, {}, language)}>
              {one.service_request_id}
            </a>
            : {words.scorecard.excused(one.objection, one.reason, one.ground)}
          </p>
        ))}
      </Section>
      <Section title={words.scorecard.definitions}>
        <dl className="sc-definitions">
          {card.definitions.map(({ term, text }) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </Section>
    </>
  );
}

interface CasesProps {
  cases: NonNullable<Scorecard["cases"]>;
  /** Only units that are scored lose points. */
  hasPoints: boolean;
}

function Cases({ cases, hasPoints }: CasesProps) {
  const { format, language } = useDesk();
  const { heads, notFinished } = printLabelsFor(language);
  return (
    <Table
      heads={
        <>
          <Head>{heads.report}</Head>
          <Head wide>{heads.field}</Head>
          <NumberHead>{heads.dueAt}</NumberHead>
          <NumberHead wide>{heads.finished}</NumberHead>
          <NumberHead>{heads.lateBy}</NumberHead>
          <Head wide>{heads.reason}</Head>
          {hasPoints ? <NumberHead>{heads.points}</NumberHead> : null}
        </>
      }
    >
      {cases.map((one) => (
        <tr key={`${one.service_request_id} ${one.due}`} data-report={one.service_request_id}>
          <th scope="row" className="sc-id">
            <OutcomeMark outcome={one.outcome} />
            <a href={deskHref(`/desk/reports/${encodeURIComponent(one.service_request_id)}`, {}, language)}>
              {one.service_request_id}
            </a>
          </th>
          <td className="d-wide">{one.field}</td>
          <td className="d-number">{format.dayTime(Date.parse(one.due))}</td>
          <td className="d-number d-wide">
            {one.finished === null ? notFinished : format.dayTime(Date.parse(one.finished))}
          </td>
          <td className="d-number">{format.span(one.minutes_late * MINUTE_MS)}</td>
          <td className="d-wide">{one.reason}</td>
          {hasPoints ? (
            <td className="d-number">{one.points === null ? "–" : format.fixed(one.points, 2)}</td>
          ) : null}
        </tr>
      ))}
    </Table>
  );
}
