import type { City, Periods, SessionInfo } from "@toancanh/contracts";
import { deskMessagesFor, messagesFor } from "@toancanh/words";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { Resource } from "../data/resource.ts";
import { useResource } from "../data/use-resource.ts";
import { failureText } from "../ui/failure-text.ts";
import { type DeskPageId, languageOfAddress } from "./context/desk-address.ts";
import { DeskContext, type DeskContextValue, writingIn } from "./context/desk-context.ts";
import { choosePeriod, toDeskPeriods } from "./context/period-names.ts";
import { createDeskData, type DeskData } from "./desk-data.ts";
import { DeskFrame } from "./desk-frame.tsx";
import { Loading, Refused } from "./parts/states.tsx";

const TICK_MS = 15_000;

interface DeskShellProps {
  /** Null for a page that is in no list: one report, or none at all. */
  page: DeskPageId | null;
  /** What the caller needs to see the page; "" for nothing. */
  scope: string;
  /** True for a page that brings its own colours and its own choice of a period. */
  isWhole?: boolean;
  children: ReactNode;
}

/** The frame of the desk with one page in it: who asks, which period is in view, where to go. */
export function DeskShell({ page, scope, isWhole = false, children }: DeskShellProps) {
  const [data] = useState(createDeskData);
  const [language] = useState(() => languageOfAddress(window.location.search));
  const session = useResource(data.session);
  const messages = messagesFor(language);
  useEffect(() => data.start(), [data]);
  useEffect(() => {
    document.documentElement.lang = language;
    const title = deskMessagesFor(language).shell.pages[page ?? "open"];
    document.title = `${title} · ${messagesFor(language).appName}`;
  }, [language, page]);
  if (session.data === null) {
    return (
      <DeskFrame page={page} language={language} session={null}>
        {session.failure === null ? (
          <Loading text={messages.loading} />
        ) : (
          <p role="alert">{messages.loadFailed(failureText(session.failure, messages))}</p>
        )}
      </DeskFrame>
    );
  }
  return (
    <Known data={data} page={page} scope={scope} isWhole={isWhole} session={session.data}>
      {children}
    </Known>
  );
}

const NOTHING = { data: null, failure: null };

/** A resource that is not asked for, because the caller may not. */
function resourceIf<T>(may: boolean, resource: Resource<T>): Resource<T> {
  return may ? resource : { ...resource, getState: () => NOTHING, subscribe: () => () => {} };
}

interface KnownProps extends DeskShellProps {
  data: DeskData;
  session: SessionInfo;
}

function Known({ data, session, page, scope, isWhole, children }: KnownProps) {
  const language = languageOfAddress(window.location.search);
  const scopes = session.scopes.join();
  const mayFigures = session.scopes.includes("figures");
  const used = useMemo(() => {
    const may = (name: string) => scopes.split(",").includes(name);
    return {
      city: resourceIf(may("city"), data.city),
      health: resourceIf(may("health"), data.health),
      periods: resourceIf(may("figures"), data.periods),
    };
  }, [data, scopes]);
  const city = useResource(used.city);
  const health = useResource(used.health).data;
  const periods = useResource(used.periods);
  const now = useNow(data);
  const value = useDeskValue({ data, session, city: city.data, periods: periods.data, now });
  const messages = messagesFor(language);
  const words = deskMessagesFor(language).shell;
  if (!session.scopes.includes("city") || (scope !== "" && !session.scopes.includes(scope))) {
    return (
      <DeskFrame page={page} language={language} session={session} city={city.data} health={health}>
        <Refused title={words.refused.title} hint={words.refused.hint} />
      </DeskFrame>
    );
  }
  if (value === null || (mayFigures && value.period === null)) {
    const failure = city.failure ?? periods.failure;
    return (
      <DeskFrame page={page} language={language} session={session} city={city.data} health={health}>
        {failure === null ? (
          <Loading text={words.state.loading} />
        ) : (
          <p role="alert">{messages.loadFailed(failureText(failure, messages))}</p>
        )}
      </DeskFrame>
    );
  }
  return (
    <DeskContext value={value}>
      <DeskFrame
        page={page}
        language={language}
        session={session}
        city={value.city}
        health={health}
        value={value}
        isWhole={isWhole ?? false}
      >
        {children}
      </DeskFrame>
    </DeskContext>
  );
}

interface Loaded {
  data: DeskData;
  session: SessionInfo;
  city: City | null;
  periods: Periods | null;
  now: number;
}

function useDeskValue({ data, session, city, periods, now }: Loaded): DeskContextValue | null {
  const language = languageOfAddress(window.location.search);
  const asked = new URLSearchParams(window.location.search).get("period");
  return useMemo(() => {
    if (city === null) return null;
    const known = periods === null ? [] : toDeskPeriods(periods, city.time_zone);
    return {
      ...writingIn(language, city),
      session,
      periods: known,
      period: choosePeriod(known, asked),
      now,
      speed: data.clock.speed(),
      shapes: data.shapes,
      ask: data.ask,
    };
  }, [language, asked, city, periods, session, now, data]);
}

function useNow({ clock }: DeskData): number {
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(clock.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [clock]);
  return now;
}
