import type { PublicMonths } from "@toancanh/contracts";
import { createFormatter, type Language, openDataTextsFor, pickText } from "@toancanh/words";
import { useEffect, useMemo, useState } from "react";
import { client } from "../client/client.ts";
import { createResource } from "../data/resource.ts";
import { useResource } from "../data/use-resource.ts";
import { LookUp } from "./look-up.tsx";
import { MonthView } from "./month-view.tsx";
import "./public.css";

const CADENCE_MS = 600_000;

/** What anybody may see, on a phone first: a month of the city, and one report by its number. */
export function PublicPage() {
  const query = new URLSearchParams(window.location.search);
  const language: Language = query.get("lang") === "en" ? "en" : "vi";
  const texts = openDataTextsFor(language);
  const [resource] = useState(() =>
    createResource({ cadenceMs: CADENCE_MS, load: (signal) => client.get("public_months", {}, signal) }),
  );
  const { data, failure } = useResource(resource);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `${texts.title} · Toàn Cảnh 1022`;
  }, [language, texts.title]);

  return (
    <div className="public">
      <header>
        <p>
          {data === null ? "\u00A0" : `${pickText(data.line, language)} · ${pickText(data.city, language)}`}
        </p>
        <h1>{texts.title}</h1>
      </header>
      <main>
        {data === null ? (
          <p role={failure === null ? "status" : "alert"}>
            {failure === null ? texts.loading : texts.failed}
          </p>
        ) : (
          <Content months={data} language={language} report={query.get("report") ?? ""} />
        )}
      </main>
      <footer>
        <p>{texts.privacy}</p>
        <p>
          <a href={language === "en" ? "/public" : "/public?lang=en"} lang={language === "en" ? "vi" : "en"}>
            {texts.otherLanguage}
          </a>
          <a href="/desk">{texts.staff}</a>
        </p>
      </footer>
    </div>
  );
}

interface ContentProps {
  months: PublicMonths;
  language: Language;
  /** Number of a report in the address; "" for none. */
  report: string;
}

function Content({ months: { months, time_zone: timeZone }, language, report }: ContentProps) {
  const texts = openDataTextsFor(language);
  const format = useMemo(() => createFormatter(language, timeZone), [language, timeZone]);
  const [asked, setAsked] = useState<string | null>(null);
  const period = asked ?? months[0]?.period ?? null;
  return (
    <>
      {period === null ? (
        <p>{texts.noMonths}</p>
      ) : (
        <>
          <label className="public-choice">
            <span>{texts.chooseMonth}</span>
            <select value={period} onChange={(event) => setAsked(event.currentTarget.value)}>
              {months.map((one) => (
                <option key={one.period} value={one.period}>
                  {texts.choice(one.period, one.state === "running")}
                </option>
              ))}
            </select>
          </label>
          <MonthView key={period} period={period} texts={texts} language={language} format={format} />
        </>
      )}
      <LookUp texts={texts} language={language} format={format} report={report} />
    </>
  );
}
