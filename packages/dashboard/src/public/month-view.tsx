import type { PublicMonth, PublicTable, PublicTableName } from "@toancanh/contracts";
import { type Formatter, type Language, type OpenDataTexts, pickText } from "@toancanh/words";
import { useState } from "react";
import { addressOf } from "../client/address.ts";
import { client } from "../client/client.ts";
import { createResource } from "../data/resource.ts";
import { useResource } from "../data/use-resource.ts";

const CADENCE_MS = 600_000;
/** Rows that are seen at once; the others are one tap away. */
const FIRST_ROWS = 8;

interface Shared {
  texts: OpenDataTexts;
  language: Language;
  format: Formatter;
}

/** One month: its totals, then by field and by ward. */
export function MonthView({ period, ...shared }: Shared & { period: string }) {
  const { texts, format } = shared;
  const [resource] = useState(() =>
    createResource({
      cadenceMs: CADENCE_MS,
      load: (signal) => client.get("public_month", { period }, signal),
    }),
  );
  const { data: month, failure } = useResource(resource);
  if (month === null) {
    return (
      <p role={failure === null ? "status" : "alert"}>{failure === null ? texts.loading : texts.failed}</p>
    );
  }
  return (
    <>
      <section aria-labelledby="public-month">
        <h2 id="public-month">{texts.month(month.period)}</h2>
        <p className="public-second">
          {texts.span(format.dateTime(Date.parse(month.from)), format.dateTime(Date.parse(month.to)))}
        </p>
        <p>
          {month.simulated ? <strong className="public-mark">{texts.simulated}</strong> : null}
          <span>
            {month.state === "running" ? texts.provisional : texts.published(month.revision)}{" "}
            {texts.toldUntil(format.dateTime(Date.parse(month.as_of)))}.
          </span>
        </p>
        {failure === null ? null : <p role="alert">{texts.failed}</p>}
        <Headline month={month} {...shared} />
      </section>
      <Table name="fields" title={texts.byField} table={month.fields} period={period} {...shared} />
      {month.wards === null ? (
        <section aria-labelledby="public-wards">
          <h2 id="public-wards">{texts.byWard}</h2>
          <p>{texts.noWards}</p>
        </section>
      ) : (
        <Table name="wards" title={texts.byWard} table={month.wards} period={period} {...shared} />
      )}
    </>
  );
}

function Headline({ month: { city }, texts, format }: Shared & { month: PublicMonth }) {
  const fraction = texts.fraction(format.count(city.due - city.late), format.count(city.due));
  return (
    <dl className="public-headline">
      <div>
        <dt>{texts.received}</dt>
        <dd>{format.count(city.received)}</dd>
      </div>
      <div>
        <dt>{texts.onTime}</dt>
        <dd>{city.on_time_rate === null ? "–" : format.percent(city.on_time_rate, 1)}</dd>
        <dd className="public-second">{city.due === 0 ? texts.nothingDue : fraction}</dd>
      </div>
      <div>
        <dt>{texts.late}</dt>
        <dd>{format.count(city.late)}</dd>
      </div>
    </dl>
  );
}

interface TableProps extends Shared {
  name: PublicTableName;
  title: string;
  table: PublicTable;
  period: string;
}

function Table({ name, title, table: { groups, rest }, period, texts, language, format }: TableProps) {
  const [isWhole, setWhole] = useState(false);
  const most = Math.max(1, ...groups.map(({ received }) => received));
  const seen = isWhole ? groups : groups.slice(0, FIRST_ROWS);
  return (
    <section aria-labelledby={`public-${name}`}>
      <h2 id={`public-${name}`}>{title}</h2>
      <ol className="public-bars">
        {seen.map((group) => (
          <li key={group.id}>
            <span>{pickText(group.name, language)}</span>
            <span>{texts.reports(format.count(group.received))}</span>
            <span className="public-bar" aria-hidden="true">
              <span style={{ inlineSize: `${(100 * group.received) / most}%` }} />
            </span>
            <span className="public-second">
              {group.on_time_rate === null
                ? group.due === 0
                  ? texts.nothingDue
                  : texts.onTimeFraction(format.count(group.due - group.late), format.count(group.due))
                : texts.onTimeShare(format.percent(group.on_time_rate, 1))}
            </span>
          </li>
        ))}
      </ol>
      {rest.groups === 0 ? null : (
        <p className="public-second">
          {texts.restLine(format.count(rest.groups), format.count(rest.received))}
        </p>
      )}
      <p className="public-actions">
        {groups.length > FIRST_ROWS ? (
          <button type="button" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
            {isWhole ? texts.fewer : texts.all(format.count(groups.length))}
          </button>
        ) : null}
        <a href={addressOf("public_month_file", { period, table: name })} download>
          {texts.download}
        </a>
      </p>
    </section>
  );
}
