import type { Health } from "@toancanh/contracts";
import type { ReactNode } from "react";
import { DESK_PAGES, deskHref } from "../../shell/context/desk-address.ts";
import { useAsk, useDesk, useMay } from "../../shell/context/desk-context.ts";
import { Figures, Section } from "../../shell/parts/section.tsx";
import type { SceneSpec } from "../../ui/frame/scene-spec.ts";
import "./system.css";

const CADENCE_MS = 15_000;

/** Whether the system and its data are well, and the ways to the wall. */
export function SystemPage({ scenes }: { scenes: readonly Pick<SceneSpec, "id" | "title">[] }) {
  const { messages, words, language } = useDesk();
  const health = useAsk("health", {}, CADENCE_MS);
  return (
    <>
      <h1>{words.shell.pages.system}</h1>
      <p className="d-second">{messages.desk.intro}</p>
      <Figures area="health" title={messages.desk.health} asked={health}>
        {(data) => <HealthFacts health={data} />}
      </Figures>
      <Section title={messages.desk.wall} sub={messages.desk.wallHint}>
        <ul className="sy-scenes">
          {scenes.map((scene) => (
            <li key={scene.id}>
              <a href={deskHref("/wall", { scene: scene.id }, language)}>{scene.title(messages)}</a>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={messages.desk.apiDocs}>
        <p>
          <a href="/api/docs">/api/docs</a> <span className="d-second">{messages.desk.apiDocsHint}</span>
        </p>
      </Section>
    </>
  );
}

function HealthFacts({ health }: { health: Health }) {
  const { messages, format, language } = useDesk();
  const mayLetters = useMay("dead_letters");
  const words = messages.desk;
  const letters = format.count(health.dead_letters);
  const facts: [string, ReactNode][] = [
    [words.health, words.status[health.status]],
    [words.profile, health.profile],
    [words.reports, format.count(health.reports)],
    [words.events, format.count(health.events)],
    [
      words.latestEvent,
      health.latest_event_at === null ? words.unknown : format.dateTime(Date.parse(health.latest_event_at)),
    ],
    [
      words.deadLetters,
      mayLetters && health.dead_letters > 0 ? (
        <a key="letters" className="d-figure" href={deskHref(DESK_PAGES.quality, {}, language)}>
          {letters}
        </a>
      ) : (
        letters
      ),
    ],
    [words.version, health.version],
  ];
  return (
    <>
      {health.alarms.map(({ message }) => (
        <p key={message.vi} className="desk-alarm" role="alert">
          {message[language]}
        </p>
      ))}
      {health.warnings.map(({ message }) => (
        <p key={message.vi} className="d-note" role="status">
          {message[language]}
        </p>
      ))}
      <dl className="sy-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
