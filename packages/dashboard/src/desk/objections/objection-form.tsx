import type { ObjectionFiling, Objections } from "@toancanh/contracts";
import { findPersonalData } from "@toancanh/domain";
import { pickText } from "@toancanh/words";
import { type FormEvent, useId, useState } from "react";
import { client } from "../../client/client.ts";
import { useDesk } from "../../shell/context/desk-context.ts";
import { useAct } from "../../shell/context/use-act.ts";
import { useNames } from "../../shell/parts/names.ts";
import { OutcomeMark } from "../../shell/parts/outcome.tsx";

const TIMEOUT_MS = 20_000;

interface FormProps {
  report: string;
  reasons: Objections["reasons"];
  filing: ObjectionFiling | null;
  onDone: () => void;
}

/** Objects to one late finding of a report; where that is not possible, why. */
export function ObjectionForm({ report, reasons, filing, onDone }: FormProps) {
  const { words, format, language, session } = useDesk();
  const names = useNames();
  const { form } = words.objections;
  const late = filing?.late ?? [];
  const [which, setWhich] = useState(0);
  const [reason, setReason] = useState("");
  const [text, setText] = useState("");
  const [problem, setProblem] = useState("");
  const { said, isWorking, run } = useAct(onDone);
  const name = useId();
  const hint = useId();
  const chosen = late[which] ?? late[0];
  const cannot = whyNot();
  if (cannot !== "" || chosen === undefined) {
    return (
      <>
        <p>{cannot}</p>
        <p role="status">{said}</p>
      </>
    );
  }
  const send = (event: FormEvent) => {
    event.preventDefault();
    const personal = findPersonalData(text, [report]);
    const wrong =
      reason === ""
        ? form.reasonNeeded
        : text.trim() === ""
          ? form.textNeeded
          : personal === null
            ? ""
            : form.personal[personal];
    setProblem(wrong);
    if (wrong !== "" || isWorking) return;
    void run(async () => {
      const sent = { report, agency: chosen.agency, turn: chosen.turn, reason, text };
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const { id } = await client.post("file_objection", {}, sent, session.csrf, signal);
      setReason("");
      setText("");
      return form.sent(id);
    });
  };
  return (
    <form className="ob-form" onSubmit={send} noValidate>
      <fieldset>
        <legend>{form.which}</legend>
        {late.map((one, index) => (
          <label key={`${one.agency} ${one.turn}`} className="ob-choice">
            <input
              type="radio"
              name={`${name}-which`}
              checked={one === chosen}
              onChange={() => setWhich(index)}
            />
            <span>
              <OutcomeMark outcome={one.outcome} />
              {names.agencyWhole(one.agency)}: {form.due(format.dateTime(Date.parse(one.due)))},{" "}
              {one.finished === null
                ? form.notFinished
                : form.finished(format.dateTime(Date.parse(one.finished)))}
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>{form.why}</legend>
        {reasons.map((one) => (
          <label key={one.id} className="ob-choice">
            <input
              type="radio"
              name={`${name}-reason`}
              checked={one.id === reason}
              onChange={() => setReason(one.id)}
            />
            <span>{pickText(one.name, language)}</span>
          </label>
        ))}
      </fieldset>
      <label>
        {form.text}
        <textarea
          className="d-field"
          rows={4}
          maxLength={2000}
          value={text}
          aria-describedby={hint}
          onChange={({ target }) => setText(target.value)}
        />
      </label>
      <p id={hint} className="d-second">
        {form.hint}
      </p>
      <p className="ob-send">
        <button type="submit" className="d-button d-button-main">
          {form.send}
        </button>{" "}
        <span className="d-second">
          {filing?.until == null
            ? form.untilFrozen
            : form.until(format.dateTime(Math.floor(Date.parse(filing.until) / 60_000) * 60_000))}
        </span>
      </p>
      <p role="alert" className="d-late">
        {problem}
      </p>
      <p role="status">{said}</p>
    </form>
  );

  /** Why nothing can be filed; "" when it can. */
  function whyNot(): string {
    if (reasons.length === 0) return form.notTaken;
    if (filing === null || late.length === 0) return form.nothing;
    if (filing.is_open) return "";
    return filing.until === null ? form.embargoed : form.over(format.dateTime(Date.parse(filing.until)));
  }
}
