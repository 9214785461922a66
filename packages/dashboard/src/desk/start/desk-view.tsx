import type { City, DeadLetters, Health } from "@toancanh/contracts";
import { createFormatter, type Formatter, type Language, type Messages, messagesFor } from "@toancanh/words";
import { useMemo } from "react";
import type { Resource } from "../../data/resource.ts";
import { useResource } from "../../data/use-resource.ts";
import { failureText } from "../../ui/failure-text.ts";
import type { SceneSpec } from "../../ui/frame/scene-spec.ts";
import { originLabels, originOf } from "../../ui/origin-labels.ts";
import "./desk.css";

/** Resources of the desk's start page. */
interface DeskData {
  city: Resource<City>;
  health: Resource<Health>;
  deadLetters: Resource<DeadLetters>;
}

interface DeskViewProps {
  data: DeskData;
  /** Those of the wall, to link to each. */
  scenes: readonly Pick<SceneSpec, "id" | "title">[];
  language: Language;
}

/** Where to go, and whether the data is well. */
export function DeskView({ data, scenes, language }: DeskViewProps) {
  const messages = messagesFor(language);
  const words = messages.desk;
  const city = useResource(data.city);
  const health = useResource(data.health);
  const deadLetters = useResource(data.deadLetters);
  const timeZone = city.data?.time_zone ?? "UTC";
  const format = useMemo(() => createFormatter(language, timeZone), [language, timeZone]);
  const lang = language === "en" ? "&lang=en" : "";
  return (
    <main className="desk">
      <h1>
        {messages.appName} · {words.title}
      </h1>
      <p className="desk-second">{words.intro}</p>
      <nav className="desk-links">
        <section>
          <a className="desk-main-link" href={language === "en" ? "/wall?lang=en" : "/wall"}>
            {words.wall}
          </a>
          <p className="desk-second">{words.wallHint}</p>
          <ul>
            {scenes.map((scene) => (
              <li key={scene.id}>
                <a href={`/wall?scene=${scene.id}${lang}`}>{scene.title(messages)}</a>
              </li>
            ))}
          </ul>
        </section>
        <section>
          <a className="desk-main-link" href={language === "en" ? "/desk/explore?lang=en" : "/desk/explore"}>
            {words.explore}
          </a>
          <p className="desk-second">{words.exploreHint}</p>
        </section>
        <section>
          <a className="desk-main-link" href="/api/docs">
            {words.apiDocs}
          </a>
          <p className="desk-second">{words.apiDocsHint}</p>
        </section>
      </nav>
      <section>
        <h2>{words.health}</h2>
        {health.failure === null ? null : (
          <p className="desk-failure" role="alert">
            {messages.loadFailed(failureText(health.failure, messages))} · {messages.retrying}
          </p>
        )}
        {health.data === null ? null : (
          <HealthTable health={health.data} messages={messages} format={format} language={language} />
        )}
      </section>
      <section>
        <h2>{words.deadLetters}</h2>
        <p className="desk-second">{words.deadLettersHint}</p>
        {deadLetters.data === null ? null : (
          <DeadLetterTable deadLetters={deadLetters.data} messages={messages} format={format} />
        )}
      </section>
    </main>
  );
}

interface TableProps {
  messages: Messages;
  format: Formatter;
}

function HealthTable(props: TableProps & { health: Health; language: Language }) {
  const { health, messages, format, language } = props;
  const words = messages.desk;
  const rows: [string, string][] = [
    [words.health, words.status[health.status]],
    [words.profile, health.profile],
    [words.reports, format.count(health.reports)],
    [words.events, format.count(health.events)],
    [
      words.latestEvent,
      health.latest_event_at === null
        ? words.unknown
        : `${format.date(Date.parse(health.latest_event_at))} ${format.timeSeconds(Date.parse(health.latest_event_at))}`,
    ],
    [words.deadLetters, format.count(health.dead_letters)],
    [words.version, health.version],
  ];
  const origin = originLabels(originOf(health), messages, format);
  return (
    <>
      {origin.length === 0 ? null : <p className="desk-badge">{origin.join(" · ")}</p>}
      {health.fill === null ? null : <p>{messages.filling(format.percent(health.fill, 0))}</p>}
      {health.alarms.map(({ message }) => (
        <p key={message.vi} className="desk-failure" role="alert">
          {message[language]}
        </p>
      ))}
      {health.warnings.map(({ message }) => (
        <p key={message.vi} className="desk-second" role="status">
          {message[language]}
        </p>
      ))}
      <dl className="desk-health">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function DeadLetterTable({ deadLetters, messages, format }: TableProps & { deadLetters: DeadLetters }) {
  const words = messages.desk;
  if (deadLetters.rows.length === 0) return <p>{words.noDeadLetters}</p>;
  return (
    <table className="desk-table">
      <thead>
        <tr>
          <th scope="col">{words.when}</th>
          <th scope="col">{words.source}</th>
          <th scope="col">{words.reason}</th>
          <th scope="col">{words.field}</th>
        </tr>
      </thead>
      <tbody>
        {deadLetters.rows.map((row) => (
          <tr key={row.dead_letter_id}>
            <td>
              {format.date(Date.parse(row.recorded_at))} {format.timeSeconds(Date.parse(row.recorded_at))}
            </td>
            <td>
              {row.source} · {row.position}
            </td>
            <td>
              <code>{row.reason_code}</code> {row.message}
            </td>
            <td>
              <code>{row.field_path}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
