import type { Objection } from "@toancanh/contracts";
import { findPersonalData } from "@toancanh/domain";
import { type FormEvent, useId, useState } from "react";
import { client } from "../../client/client.ts";
import { useDesk } from "../../shell/context/desk-context.ts";
import { useAct } from "../../shell/context/use-act.ts";
import { Section } from "../../shell/parts/section.tsx";

const TIMEOUT_MS = 20_000;
const DECISIONS = ["upheld", "rejected"] as const;

/** Upholds or rejects an objection with a ground; one that is decided can be decided in the other way. */
export function DecisionForm({ objection, onDone }: { objection: Objection; onDone: () => void }) {
  const { words, session } = useDesk();
  const { decision: labels, form } = words.objections;
  const { id, state, service_request_id } = objection;
  const possible = DECISIONS.filter((one) => one !== state);
  const [decision, setDecision] = useState<(typeof DECISIONS)[number] | null>(null);
  const [ground, setGround] = useState("");
  const [problem, setProblem] = useState("");
  const { said, isWorking, run } = useAct(onDone);
  const name = useId();
  const decide = (event: FormEvent) => {
    event.preventDefault();
    const personal = findPersonalData(ground, [service_request_id, id]);
    const wrong =
      decision === null
        ? labels.choiceNeeded
        : ground.trim() === ""
          ? labels.groundNeeded
          : personal === null
            ? ""
            : form.personal[personal];
    setProblem(wrong);
    if (wrong !== "" || decision === null || isWorking) return;
    void run(async () => {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      await client.post("decide_objection", { id }, { decision, ground }, session.csrf, signal);
      return labels.done(id);
    });
  };
  return (
    <Section title={state === "open" ? labels.title : labels.again}>
      <form className="ob-form" onSubmit={decide} noValidate>
        <fieldset>
          <legend className="d-hidden">{labels.title}</legend>
          {possible.map((one) => (
            <label key={one} className="ob-choice">
              <input type="radio" name={name} checked={decision === one} onChange={() => setDecision(one)} />
              <span>
                {labels[one]}
                <br />
                <span className="d-second">{one === "upheld" ? labels.upheldHint : labels.rejectedHint}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <label>
          {labels.ground}
          <textarea
            className="d-field"
            rows={4}
            maxLength={2000}
            value={ground}
            onChange={({ target }) => setGround(target.value)}
          />
        </label>
        <button type="submit" className="d-button d-button-main">
          {labels.decide}
        </button>
        <p role="alert" className="d-late">
          {problem}
        </p>
        <p role="status">{said}</p>
      </form>
    </Section>
  );
}
