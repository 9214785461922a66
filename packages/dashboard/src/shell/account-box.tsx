import type { City, SessionInfo } from "@toancanh/contracts";
import { accessMessagesFor, deskMessagesFor, type Language } from "@toancanh/words";
import { changedHref, deskHref } from "./context/desk-address.ts";

interface AccountProps {
  session: SessionInfo | null;
  city: City | null;
  language: Language;
}

const TRIED_ROLES = ["local", "department", "office", "leader", "operator", "wall", "public"] as const;

/** Who is at the desk: a choice of roles while no access is configured, else name and sign-out. */
export function AccountBox({ session, city, language }: AccountProps) {
  if (session === null) return null;
  if (session.trial) return <TriedRole info={session} city={city} language={language} />;
  const words = accessMessagesFor(language);
  return (
    <section className="desk-account" aria-label={words.signIn.title}>
      {session.name === "" ? (
        <span>{deskMessagesFor(language).shell.account.notSignedIn}</span>
      ) : (
        <span>{words.signIn.signedInAs(session.name, words.roles[session.role])}</span>
      )}
      <a href={deskHref("/sign-in", {}, language)}>
        {session.csrf === null ? words.signIn.title : words.signIn.signOut}
      </a>
    </section>
  );
}

function TriedRole({ info, city, language }: { info: SessionInfo; city: City | null; language: Language }) {
  const words = accessMessagesFor(language);
  return (
    <section className="desk-account" aria-label={words.trial.label}>
      <label>
        {words.trial.label}
        <select
          value={info.role}
          onChange={({ target }) => tryRole(target.value, target.value === "office" ? firstUnit(city) : "")}
        >
          {TRIED_ROLES.map((role) => (
            <option key={role} value={role}>
              {words.roles[role]}
            </option>
          ))}
        </select>
      </label>
      {info.role === "office" && city !== null ? (
        <label>
          {words.trial.unit}
          <select value={unitTried()} onChange={({ target }) => tryRole("office", target.value)}>
            <optgroup label={words.trial.agencies}>
              {city.agencies.map((agency) => (
                <option key={agency.id} value={`agency:${agency.id}`}>
                  {agency.short_name}
                </option>
              ))}
            </optgroup>
            <optgroup label={words.trial.wards}>
              {city.wards.map((ward) => (
                <option key={ward.code} value={`ward:${ward.code}`}>
                  {ward.short_name}
                </option>
              ))}
            </optgroup>
          </select>
        </label>
      ) : null}
      <span className="desk-hint">{words.trial.intro}</span>
    </section>
  );
}

/** The page in the other language. */
export function Languages({ language }: { language: Language }) {
  const other = language === "vi" ? "en" : "vi";
  const names = { vi: "Tiếng Việt", en: "English" } as const;
  return (
    <p className="desk-languages">
      <span>{names[language]}</span>
      <a lang={other} href={changedHref(window.location, { lang: other === "en" ? "en" : "" })}>
        {names[other]}
      </a>
    </p>
  );
}

const COOKIE = "toancanh_role";

/** The server reads the cookie with the next request; it gives nothing that this machine does not have. */
function tryRole(role: string, unit: string): void {
  const value = encodeURIComponent(unit === "" ? role : `${role}~${unit}`);
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not there over plain HTTP
  document.cookie = `${COOKIE}=${value}; Path=/; SameSite=Strict`;
  window.location.reload();
}

/** The unit of the office that is tried; "" for none. */
function unitTried(): string {
  const pair = document.cookie.split("; ").find((one) => one.startsWith(`${COOKIE}=`));
  return decodeURIComponent(pair?.slice(COOKIE.length + 1) ?? "").split("~")[1] ?? "";
}

function firstUnit(city: City | null): string {
  const id = city?.agencies[0]?.id;
  return id === undefined ? "" : `agency:${id}`;
}
