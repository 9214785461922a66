import type { SessionInfo } from "@toancanh/contracts";
import { accessMessagesFor, type Language, messagesFor, pickText } from "@toancanh/words";
import { type FormEvent, useEffect, useState } from "react";
import { client } from "../../client/client.ts";
import { createResource } from "../../data/resource.ts";
import { useResource } from "../../data/use-resource.ts";
import { signIn, signOut } from "./ask-access.ts";
import "./sign-in.css";

const CADENCE_MS = 60_000;

type Fault = "wrong" | "locked" | "unencrypted" | "unreachable" | "refused" | "noRole" | "failed";

/** What the provider's way back says in the address, as a fault in words. */
const PROVIDER_FAULTS: Readonly<Record<string, Fault>> = {
  unreachable: "unreachable",
  refused: "refused",
  no_role: "noRole",
};
const STATUS_FAULTS: Readonly<Record<number, Fault>> = { 401: "wrong", 403: "unencrypted", 429: "locked" };

/** Signing in and out, for people at a desk; a wall never comes here. */
export function SignInPage() {
  const query = new URLSearchParams(window.location.search);
  const language: Language = query.get("lang") === "en" ? "en" : "vi";
  const words = accessMessagesFor(language).signIn;
  const next = safePath(query.get("next"));
  const [resource] = useState(() =>
    createResource({ cadenceMs: CADENCE_MS, load: (signal) => client.get("session", {}, signal) }),
  );
  const { data: info } = useResource(resource);
  const [fault, setFault] = useState<Fault | null>(PROVIDER_FAULTS[query.get("error") ?? ""] ?? null);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `${words.title} · ${messagesFor(language).appName}`;
  }, [language, words.title]);

  return (
    <main className="sign-in">
      <h1>{words.title}</h1>
      <p className="sign-in-second">{words.intro}</p>
      <p role="alert" className="sign-in-fault">
        {fault === null ? "" : words[fault]}
      </p>
      {info === null ? null : (
        <WaysIn info={info} language={language} next={next} onFault={(found) => setFault(found)} />
      )}
      <p>
        <a href={language === "en" ? "/sign-in" : "/sign-in?lang=en"} lang={language === "en" ? "vi" : "en"}>
          {words.otherLanguage}
        </a>
      </p>
    </main>
  );
}

interface WaysInProps {
  info: SessionInfo;
  language: Language;
  next: string;
  onFault: (fault: Fault) => void;
}

function WaysIn({ info, language, next, onFault }: WaysInProps) {
  const { signIn: words, roles } = accessMessagesFor(language);
  const [working, setWorking] = useState(false);
  const { csrf } = info;
  if (info.trial) return <p>{words.noWay}</p>;
  if (csrf !== null) {
    return (
      <>
        <p>{words.signedInAs(info.name, roles[info.role])}</p>
        <p>
          <a href="/desk">{words.toDesk}</a>
        </p>
        <button
          type="button"
          onClick={async () => {
            const there = await signOut(csrf);
            if (there === null) onFault("failed");
            else window.location.assign(there);
          }}
        >
          {words.signOut}
        </button>
      </>
    );
  }
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setWorking(true);
    const status = await signIn(String(form.get("name")), String(form.get("password")));
    setWorking(false);
    if (status === 200) window.location.assign(next);
    else onFault(STATUS_FAULTS[status] ?? "failed");
  };
  return (
    <>
      {info.sign_in.provider === null ? null : (
        <p>
          <a className="sign-in-provider" href={`/access/provider?next=${encodeURIComponent(next)}`}>
            {words.orWith(pickText(info.sign_in.provider, language))}
          </a>
        </p>
      )}
      {info.sign_in.accounts ? (
        <form onSubmit={submit}>
          <label htmlFor="name">{words.name}</label>
          <input id="name" name="name" autoComplete="username" required maxLength={200} />
          <label htmlFor="password">{words.password}</label>
          <input
            id="password"
            name="password"
            type="password"
            autoComplete="current-password"
            required
            maxLength={200}
          />
          <button type="submit" disabled={working}>
            {working ? words.working : words.submit}
          </button>
        </form>
      ) : null}
    </>
  );
}

/** A path of this server; anything else becomes the desk. */
function safePath(next: string | null): string {
  return next !== null && /^\/(?![/\\])/.test(next) ? next : "/desk";
}
