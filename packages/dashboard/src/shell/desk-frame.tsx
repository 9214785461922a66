import type { City, Health, SessionInfo } from "@toancanh/contracts";
import { createFormatter, deskMessagesFor, type Language, messagesFor } from "@toancanh/words";
import { type ReactNode, useState } from "react";
import { useAnswerAlarms } from "../client/answer-state.ts";
import { alarmText } from "../ui/frame/alarm-text.ts";
import { originLabels, originOf } from "../ui/origin-labels.ts";
import { AccountBox, Languages } from "./account-box.tsx";
import { DESK_PAGES, type DeskPageId, deskHref } from "./context/desk-address.ts";
import type { DeskContextValue } from "./context/desk-context.ts";
import { pagesFor } from "./navigation.ts";
import { Icon } from "./parts/icon.tsx";
import { PeriodPicker } from "./period-picker.tsx";
import { SearchBox } from "./search-box.tsx";
import "./tokens.css";
import "./shell.css";
import "./parts/parts.css";

interface DeskFrameProps {
  page: DeskPageId | null;
  language: Language;
  /** Null until it is known who asks. */
  session: SessionInfo | null;
  city?: City | null;
  health?: Health | null;
  /** Null until a page can be drawn. */
  value?: DeskContextValue | null;
  /** True for a page that brings its own colours and its own choice of a period. */
  isWhole?: boolean;
  children: ReactNode;
}

/** Side bar, top bar and content: the grid that every page of the desk stands in. */
export function DeskFrame(props: DeskFrameProps) {
  const { language, session, city = null, health = null, value = null, isWhole = false, children } = props;
  const words = deskMessagesFor(language).shell;
  const messages = messagesFor(language);
  const alarm = alarmText(useAnswerAlarms(), messages);
  const format = createFormatter(language, city?.time_zone ?? "UTC");
  const origin = health === null ? [] : originLabels(originOf(health), messages, format);
  const now = value?.now ?? null;
  return (
    <div className="desk">
      <a className="desk-skip" href="#desk-content">
        {words.skip}
      </a>
      <nav className="desk-side" aria-label={words.nav}>
        <Brand city={city} language={language} />
        <Links {...props} which="all" />
        <div className="desk-side-foot">
          <FootLinks language={language} />
          <AccountBox session={session} city={city} language={language} />
          <Languages language={language} />
        </div>
      </nav>
      <header className="desk-top">
        {value === null || !showsPeriod(props) ? null : <PeriodPicker value={value} />}
        <Menu {...props} />
        <div className="desk-top-right">
          {value === null || value.period === null ? null : <SearchBox value={value} />}
          {(isWhole ? [] : origin).map((label) => (
            <span key={label} className="d-chip" data-origin>
              {label}
            </span>
          ))}
          {now === null ? null : (
            <span className="desk-data-time">
              {words.dataAt} {format.timeSeconds(now)}
              <br />
              {format.date(now)}
            </span>
          )}
        </div>
      </header>
      {isWhole ? (
        <div className="desk-own" id="desk-content" tabIndex={-1}>
          {children}
        </div>
      ) : (
        <main className="desk-main" id="desk-content" tabIndex={-1}>
          {alarm === null ? null : (
            <p className="desk-alarm" role="alert">
              {alarm}
            </p>
          )}
          {health?.fill === null || health === null || health.fill >= 1 ? null : (
            <p className="d-note" role="status">
              {messages.filling(format.percent(health.fill, 0))}
            </p>
          )}
          {children}
        </main>
      )}
      <nav className="desk-bottom" aria-label={words.nav}>
        <Links {...props} which="first" />
      </nav>
    </div>
  );
}

/** On a phone: all pages and who is at the desk, while it is open. */
function Menu(props: DeskFrameProps) {
  const { language, session, city = null } = props;
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="desk-menu" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary aria-label={deskMessagesFor(language).shell.more}>
        <Icon name="menu" size={22} />
      </summary>
      {isOpen ? (
        <div className="desk-menu-sheet">
          <Links {...props} which="all" />
          <FootLinks language={language} />
          <AccountBox session={session} city={city} language={language} />
          <Languages language={language} />
        </div>
      ) : null}
    </details>
  );
}

/** Pages whose figures are those of a period. */
const WITHOUT_PERIOD: ReadonlySet<DeskPageId> = new Set([
  "explore",
  "objections",
  "audit",
  "walls",
  "system",
]);

function showsPeriod({ page }: DeskFrameProps): boolean {
  return page === null || !WITHOUT_PERIOD.has(page);
}

function Brand({ city, language }: { city: City | null; language: Language }) {
  return (
    <div className="desk-brand">
      <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2.4" aria-hidden="true">
        <path d="M12 2.5 20.5 7.2v9.6L12 21.5 3.5 16.8V7.2z" />
        <circle cx="12" cy="12" r="3.2" fill="currentColor" stroke="none" />
      </svg>
      <strong>{messagesFor(language).appName}</strong>
      <span>{city?.name[language] ?? ""}</span>
    </div>
  );
}

function Links({
  page,
  language,
  session,
  value = null,
  which,
}: DeskFrameProps & { which: "all" | "first" }) {
  const words = deskMessagesFor(language).shell;
  const pages = session === null ? [] : pagesFor(session.scopes);
  const shown = which === "all" ? pages : pages.filter(({ isFirst }) => isFirst === true);
  // The period in view goes along, unless it is the one that runs.
  const period = value?.period?.offset === 0 ? undefined : value?.period?.id;
  return (
    <ul>
      {shown.map((entry) => (
        <li key={entry.page}>
          <a
            className="desk-link"
            href={deskHref(
              DESK_PAGES[entry.page],
              { period: entry.page === "explore" ? undefined : period },
              language,
            )}
            aria-current={entry.page === page ? "page" : undefined}
            title={words.pages[entry.page]}
          >
            <Icon name={entry.page} />
            <span>{words.pages[entry.page]}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function FootLinks({ language }: { language: Language }) {
  const words = deskMessagesFor(language).shell;
  return (
    <ul>
      <li>
        <a className="desk-link" href={deskHref("/wall", {}, language)} title={words.pages.wall}>
          <Icon name="wall" />
          <span>{words.pages.wall}</span>
        </a>
      </li>
      <li>
        <a className="desk-link" href="/api/docs" title={words.pages.docs}>
          <Icon name="docs" />
          <span>{words.pages.docs}</span>
        </a>
      </li>
    </ul>
  );
}
