import type { City, SessionInfo } from "@toancanh/contracts";
import { accessMessagesFor, type Language } from "@toancanh/words";
import type { Resource } from "../../data/resource.ts";
import { useResource } from "../../data/use-resource.ts";
import "./access-bar.css";

interface AccessBarProps {
  session: Resource<SessionInfo>;
  city: Resource<City>;
  language: Language;
}

const TRIED_ROLES = ["local", "department", "office", "leader", "operator", "wall", "public"] as const;

/** Who is at the desk: a choice of roles while no access is configured, else name and sign-out. */
export function AccessBar({ session, city, language }: AccessBarProps) {
  const { data: info } = useResource(session);
  const { data: cityData } = useResource(city);
  if (info === null) return null;
  if (info.trial) return <TrialBar info={info} city={cityData} language={language} />;
  const words = accessMessagesFor(language);
  return (
    <aside className="access-bar" aria-label={words.signIn.title}>
      <span>{words.signIn.signedInAs(info.name, words.roles[info.role])}</span>
      {info.csrf === null ? (
        <a href="/sign-in">{words.signIn.title}</a>
      ) : (
        <a href={language === "en" ? "/sign-in?lang=en" : "/sign-in"}>{words.signIn.signOut}</a>
      )}
    </aside>
  );
}

function TrialBar({ info, city, language }: { info: SessionInfo; city: City | null; language: Language }) {
  const words = accessMessagesFor(language);
  const unit = unitTried();
  return (
    <aside className="access-bar" aria-label={words.trial.label}>
      <label>
        {words.trial.label}{" "}
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
          {words.trial.unit}{" "}
          <select value={unit} onChange={({ target }) => tryRole("office", target.value)}>
            <optgroup label={words.trial.wards}>
              {city.wards.map((ward) => (
                <option key={ward.code} value={`ward:${ward.code}`}>
                  {ward.short_name}
                </option>
              ))}
            </optgroup>
            <optgroup label={words.trial.agencies}>
              {city.agencies.map((agency) => (
                <option key={agency.id} value={`agency:${agency.id}`}>
                  {agency.short_name}
                </option>
              ))}
            </optgroup>
          </select>
        </label>
      ) : null}
      <span className="access-bar-hint">{words.trial.intro}</span>
    </aside>
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
  const code = city?.wards[0]?.code;
  return code === undefined ? "" : `ward:${code}`;
}
