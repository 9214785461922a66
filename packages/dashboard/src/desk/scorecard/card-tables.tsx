import type { Scorecard } from "@toancanh/contracts";
import { printLabelsFor } from "@toancanh/words";
import { useState } from "react";
import { useDesk } from "../../shell/context/desk-context.ts";
import { LateRate } from "../../shell/parts/figure.tsx";
import { NumberHead } from "../../shell/parts/number-head.tsx";
import { Section } from "../../shell/parts/section.tsx";
import { Head, Table } from "../../shell/parts/table.tsx";
import { CardFigure } from "./card-figure.tsx";
import { CardMap } from "./card-map.tsx";

/** Fields that stand by themselves; the others are one row until they are asked for. */
const FIRST_FIELDS = 8;

/** Where the time went and what it was about: stages, fields, hand-offs, and where on the map. */
export function CardTables({ card }: { card: Scorecard }) {
  return (
    <div className="d-grid">
      <div className="d-8">
        {card.stages.length === 0 ? null : <Stages card={card} />}
        <Fields card={card} />
      </div>
      <div className="d-4">
        <CardMap card={card} />
        <HandOffs card={card} />
      </div>
    </div>
  );
}

/** Hours of a time in minutes, as a table has them. */
function useHours() {
  const { format, language } = useDesk();
  const { charts } = printLabelsFor(language);
  return (minutes: number | null) =>
    minutes === null ? "–" : `${format.decimal(minutes / 60)} ${charts.unitHours}`;
}

function Stages({ card }: { card: Scorecard }) {
  const { words, format, language } = useDesk();
  const { heads } = printLabelsFor(language);
  const hours = useHours();
  return (
    <Section title={words.scorecard.stages} sub={card.decisions.join(", ")}>
      <Table
        heads={
          <>
            <Head>{heads.stage}</Head>
            <Head>{heads.limit}</Head>
            <NumberHead>{heads.due}</NumberHead>
            <NumberHead>{heads.onTime}</NumberHead>
            <NumberHead>{heads.late}</NumberHead>
            <NumberHead>{words.scorecard.rate}</NumberHead>
            <NumberHead>{words.scorecard.medianTime}</NumberHead>
          </>
        }
      >
        {card.stages.map((stage) => (
          <tr key={stage.stage}>
            <th scope="row">{stage.name}</th>
            <td>{stage.limit}</td>
            <td className="d-number">{format.count(stage.due)}</td>
            <td className="d-number">{format.count(stage.on_time)}</td>
            <td className="d-number">{format.count(stage.late)}</td>
            <td className="d-number">
              <LateRate late={stage.late} due={stage.due} />
            </td>
            <td className="d-number">{hours(stage.median_minutes)}</td>
          </tr>
        ))}
      </Table>
    </Section>
  );
}

function Fields({ card }: { card: Scorecard }) {
  const { words, format, language } = useDesk();
  const { heads, received } = printLabelsFor(language);
  const hours = useHours();
  const [showAll, setShowAll] = useState(false);
  const { fields } = card;
  const isWhole = showAll || fields.length <= FIRST_FIELDS + 1;
  const shown = isWhole ? fields : fields.slice(0, FIRST_FIELDS);
  const others = fields.slice(shown.length);
  const sum = (of: "received" | "late" | "due") => others.reduce((total, one) => total + one[of], 0);
  return (
    <Section title={words.scorecard.fields} sub={words.scorecard.fieldsSub(format.count(card.minimum_due))}>
      <Table
        heads={
          <>
            <Head>{heads.field}</Head>
            <NumberHead>{received(card.counted === "reports")}</NumberHead>
            <NumberHead>{heads.late}</NumberHead>
            <NumberHead>{words.scorecard.rate}</NumberHead>
            <NumberHead wide>{words.scorecard.medianTime}</NumberHead>
          </>
        }
      >
        {shown.map((field) => (
          <tr key={field.service_code} data-field={field.service_code}>
            <th scope="row">{field.name}</th>
            <td className="d-number">
              <CardFigure
                card={card}
                value={field.received}
                parts={{ state: "all", category: field.service_code }}
              />
            </td>
            <td className="d-number">
              <CardFigure
                card={card}
                value={field.late}
                parts={{ state: "missed", category: field.service_code }}
              />
            </td>
            <td className="d-number">
              <LateRate late={field.late} due={field.due} />
            </td>
            <td className="d-number d-wide">{hours(field.median_minutes)}</td>
          </tr>
        ))}
        {isWhole ? null : (
          <tr>
            <th scope="row">
              <button type="button" className="sc-more" onClick={() => setShowAll(true)}>
                {words.scorecard.others(format.count(others.length))}
              </button>
            </th>
            <td className="d-number">{format.count(sum("received"))}</td>
            <td className="d-number">{format.count(sum("late"))}</td>
            <td className="d-number">
              <LateRate late={sum("late")} due={sum("due")} />
            </td>
            <td className="d-wide" />
          </tr>
        )}
      </Table>
    </Section>
  );
}

function HandOffs({ card: { hand_offs, reopened, satisfaction } }: { card: Scorecard }) {
  const { words, format, language } = useDesk();
  const { handOffs } = printLabelsFor(language);
  const mean = satisfaction.mean === null ? "–" : format.decimal(satisfaction.mean);
  const rows: [string, string][] = [
    [handOffs.receivedLate, format.count(hand_offs.received_late)],
    [handOffs.passedOn, format.count(hand_offs.passed_on)],
    [handOffs.returned, format.count(hand_offs.returned)],
    [handOffs.reopened, `${format.count(reopened.count)} / ${format.count(reopened.ever_handled)}`],
    [handOffs.ratings, `${format.count(satisfaction.count)}; ${mean}`],
  ];
  return (
    <Section title={words.scorecard.handOffs}>
      <table className="d-table">
        <tbody>
          {rows.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="d-number">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
