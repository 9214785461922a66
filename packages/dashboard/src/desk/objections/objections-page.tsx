import type { Objection, Objections } from "@toancanh/contracts";
import { useState } from "react";
import { type Asked, useAsk, useDesk, useMay } from "../../shell/context/desk-context.ts";
import { Figures } from "../../shell/parts/section.tsx";
import { DecisionForm } from "./decision-form.tsx";
import { ObjectionFacts } from "./objection-facts.tsx";
import { ObjectionForm } from "./objection-form.tsx";
import { ObjectionList } from "./objection-list.tsx";
import "./objections.css";

const CADENCE_MS = 30_000;

/** Objections to late findings: an office files and follows its own, the department decides. */
export function ObjectionsPage({ report }: { report: string | null }) {
  const { words } = useDesk();
  const listed = useAsk("objections", {}, CADENCE_MS);
  const mayFile = useMay("objections:file");
  return (
    <>
      <h1>{words.shell.pages.objections}</h1>
      <p className="d-second">{words.objections.intro}</p>
      {report !== null && mayFile ? <Filing report={report} onDone={listed.refresh} /> : null}
      <Listed listed={listed} />
      <footer className="d-foot">
        <span>{words.objections.foot}</span>
      </footer>
    </>
  );
}

function Filing({ report, onDone }: { report: string; onDone: () => void }) {
  const { words } = useDesk();
  const asked = useAsk("objections", { report }, CADENCE_MS);
  const done = () => {
    asked.refresh();
    onDone();
  };
  return (
    <Figures area="filing" title={words.objections.form.title(report)} asked={asked}>
      {({ reasons, filing }) => (
        <ObjectionForm report={report} reasons={reasons} filing={filing} onDone={done} />
      )}
    </Figures>
  );
}

function Listed({ listed }: { listed: Asked<Objections> }) {
  const { words } = useDesk();
  const [state, setState] = useState<Objection["state"]>("open");
  const [chosen, setChosen] = useState("");
  const mayDecide = useMay("objections:decide");
  const one = listed.data?.rows.find(({ id }) => id === chosen);
  return (
    <div className="d-grid">
      <Figures area="objections" className="d-4" title={words.objections.list} asked={listed}>
        {({ rows }) => (
          <ObjectionList rows={rows} state={state} onState={setState} chosen={chosen} onChoose={setChosen} />
        )}
      </Figures>
      <div className={mayDecide ? "d-4" : "d-8"} aria-live="polite">
        {one === undefined ? (
          (listed.data?.rows.length ?? 0) === 0 ? null : (
            <p className="d-second ob-choose">{words.objections.choose}</p>
          )
        ) : (
          <ObjectionFacts objection={one} />
        )}
      </div>
      {one !== undefined && mayDecide ? (
        <div className="d-4">
          <DecisionForm key={`${one.id} ${one.state}`} objection={one} onDone={listed.refresh} />
        </div>
      ) : null}
    </div>
  );
}
