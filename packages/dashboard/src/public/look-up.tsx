import type { PublicReport } from "@toancanh/contracts";
import { type Formatter, type Language, type OpenDataTexts, pickText } from "@toancanh/words";
import { type FormEvent, useCallback, useEffect, useState } from "react";
import { client } from "../client/client.ts";
import { failureOf } from "../client/load-failure.ts";

const TIMEOUT_MS = 20_000;

interface LookUpProps {
  texts: OpenDataTexts;
  language: Language;
  format: Formatter;
  /** Looked up at once; "" for none. */
  report: string;
}

type Found =
  | { kind: "none" }
  | { kind: "loading" }
  | { kind: "report"; report: PublicReport }
  | { kind: "missing" | "failed" };

/** One report by its number, with its steps and what became of it. */
export function LookUp({ texts, language, format, report }: LookUpProps) {
  const [found, setFound] = useState<Found>({ kind: "none" });
  const find = useCallback(async (id: string) => {
    if (id === "") return;
    setFound({ kind: "loading" });
    try {
      const answer = await client.get("public_report", { id }, AbortSignal.timeout(TIMEOUT_MS));
      setFound({ kind: "report", report: answer });
    } catch (error) {
      const failure = failureOf(error);
      setFound({ kind: failure.kind === "status" && failure.status === 404 ? "missing" : "failed" });
    }
  }, []);
  useEffect(() => {
    void find(report);
  }, [find, report]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void find(String(new FormData(event.currentTarget).get("number")).trim());
  };
  return (
    <section aria-labelledby="public-look-up">
      <h2 id="public-look-up">{texts.lookUp}</h2>
      <form onSubmit={submit}>
        <label htmlFor="public-number">{texts.number}</label>
        <input
          id="public-number"
          name="number"
          required
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          defaultValue={report}
        />
        <button type="submit">{texts.search}</button>
      </form>
      <div aria-live="polite">
        {found.kind === "loading" ? <p>{texts.loading}</p> : null}
        {found.kind === "missing" ? <p>{texts.notFound}</p> : null}
        {found.kind === "failed" ? <p>{texts.failed}</p> : null}
        {found.kind === "report" ? (
          <Report report={found.report} texts={texts} language={language} format={format} />
        ) : null}
      </div>
    </section>
  );
}

function Report({ report, texts, language, format }: Omit<LookUpProps, "report"> & { report: PublicReport }) {
  const time = (at: string) => format.dateTime(Date.parse(at));
  return (
    <article className="public-report" aria-label={report.service_request_id}>
      <h3>{report.service_request_id}</h3>
      <p>
        {report.simulated ? <strong className="public-mark">{texts.simulated}</strong> : null}
        <strong>{texts.outcomes[report.outcome]}</strong>
      </p>
      <dl>
        <dt>{texts.field}</dt>
        <dd>{pickText(report.field, language)}</dd>
        <dt>{texts.receivedAt}</dt>
        <dd>{time(report.received)}</dd>
        <dt>{texts.due}</dt>
        <dd>{report.due === null ? texts.noDue : time(report.due)}</dd>
        <dt>{texts.finished}</dt>
        <dd>{report.finished === null ? texts.open : time(report.finished)}</dd>
        {report.agencies.length === 0 ? null : (
          <>
            <dt>{texts.agencies}</dt>
            <dd>{report.agencies.join("; ")}</dd>
          </>
        )}
      </dl>
      {report.steps.length === 0 ? null : (
        <>
          <h4>{texts.steps}</h4>
          <ol>
            {report.steps.map((step) => (
              <li key={`${step.name.vi} ${step.due}`}>
                {pickText(step.name, language)}: {step.done === null ? texts.open : time(step.done)}
                {step.due === null ? "" : texts.dueOfStep(time(step.due))}
              </li>
            ))}
          </ol>
        </>
      )}
      <p className="public-second">{texts.toldUntil(time(report.as_of))}.</p>
    </article>
  );
}
