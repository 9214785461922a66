import { OUTCOMES, type Outcome, type Scorecard, type UnitCounts } from "@toancanh/contracts";
import { printLabelsFor } from "@toancanh/words";
import type { ReactNode } from "react";
import { type Asked, useDesk } from "../../shell/context/desk-context.ts";
import { LateRate } from "../../shell/parts/figure.tsx";
import { NumberHead } from "../../shell/parts/number-head.tsx";
import { OutcomeMark } from "../../shell/parts/outcome.tsx";
import { Figures } from "../../shell/parts/section.tsx";
import { Head, Table } from "../../shell/parts/table.tsx";
import { CardFigure } from "./card-figure.tsx";

/** How all that the unit was given ended by the cut-off, beside the period before and its group. */
export function CardResults({ asked }: { asked: Asked<Scorecard> }) {
  const { words, format, language } = useDesk();
  const card = asked.data;
  const isOpen = card !== null && (card.state === "running" || card.state === "draft");
  return (
    <Figures
      area="scorecard"
      className="d-5"
      title={words.scorecard.results}
      sub={isOpen ? words.scorecard.provisional(format.dateTime(Date.parse(card.as_of))) : ""}
      asked={asked}
      ages={card?.state === "running"}
    >
      {(data) => (
        <>
          {data.now.received === 0 ? <p>{words.scorecard.none}</p> : <Outcomes card={data} />}
          <Questions card={data} />
          {data.after_cut_off === null ? null : (
            <p className="d-note">
              <span>{data.after_cut_off.text}</span>
            </p>
          )}
          <p className="d-second">{printedState(data, printLabelsFor(language), format.dateTime)}</p>
        </>
      )}
    </Figures>
  );
}

/** Which revision it is, or that it is none yet: the words of the printed foot. */
function printedState(
  { state, revision, published_at, cut_off, known_at, hash, as_of }: Scorecard,
  { foot }: ReturnType<typeof printLabelsFor>,
  tell: (at: number) => string,
): ReactNode {
  const moment = (at: string) => tell(Math.floor(Date.parse(at) / 60_000) * 60_000);
  if (state === "running" || state === "draft" || hash === null) return foot.draft(moment(as_of));
  return (
    <>
      {foot.revision(String(revision), published_at === null ? null : moment(published_at))}{" "}
      {foot.cutOff(moment(cut_off), moment(known_at ?? cut_off))}{" "}
      <code title={hash}>{hash.slice(0, 16)}</code>
    </>
  );
}

function Outcomes({ card }: { card: Scorecard }) {
  const { words, format, language } = useDesk();
  const { now, before, group } = card;
  const { heads, received } = printLabelsFor(language);
  const share = (counts: UnitCounts, outcome: Outcome) =>
    counts.received === 0 ? "–" : format.percent(counts[outcome] / counts.received);
  const shown = OUTCOMES.filter((one) => one !== "no_deadline" || now.no_deadline > 0);
  return (
    <Table
      heads={
        <>
          <Head>{heads.outcome}</Head>
          <NumberHead>{heads.now}</NumberHead>
          <NumberHead>{words.scorecard.share}</NumberHead>
          {before === null ? null : <NumberHead>{heads.before}</NumberHead>}
          {group === null ? null : <NumberHead>{words.scorecard.groupShare}</NumberHead>}
        </>
      }
    >
      {shown.map((outcome) => (
        <tr key={outcome} data-outcome={outcome}>
          <th scope="row">
            <OutcomeMark outcome={outcome} word />
          </th>
          <td className="d-number">
            <CardFigure card={card} value={now[outcome]} parts={{ state: outcome }} />
          </td>
          <td className="d-number">{share(now, outcome)}</td>
          {before === null ? null : <td className="d-number">{format.count(before[outcome])}</td>}
          {group === null ? null : <td className="d-number">{share(group.counts, outcome)}</td>}
        </tr>
      ))}
      <tr className="d-total">
        <th scope="row">{received(card.counted === "reports")}</th>
        <td className="d-number d-strong">
          <CardFigure card={card} value={now.received} parts={{ state: "all" }} />
        </td>
        <td />
        {before === null ? null : <td className="d-number">{format.count(before.received)}</td>}
        {group === null ? null : <td />}
      </tr>
    </Table>
  );
}

function Questions({ card }: { card: Scorecard }) {
  const { words, format } = useDesk();
  if (card.questions.length === 0) return null;
  return (
    <Table
      heads={
        <>
          <Head>{words.scorecard.questions}</Head>
          <NumberHead>{words.scorecard.lateOfDue}</NumberHead>
          <NumberHead>{words.scorecard.rate}</NumberHead>
        </>
      }
    >
      {card.questions.map(({ id, question, counted, late, due, interval }) => (
        <tr key={id}>
          <th scope="row">
            {question}
            <p className="d-second">{counted}</p>
          </th>
          <td className="d-number">{`${format.count(late)} / ${format.count(due)}`}</td>
          <td className="d-number">
            <strong>
              <LateRate late={late} due={due} />
            </strong>
            {interval === null || due < card.minimum_due ? null : (
              <p className="d-second">
                {words.scorecard.rateInterval(format.percent(interval[0]), format.percent(interval[1]))}
              </p>
            )}
          </td>
        </tr>
      ))}
    </Table>
  );
}
