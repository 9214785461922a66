import { useState } from "react";
import { type DeskPeriod, useAsk, useDesk } from "../../shell/context/desk-context.ts";
import { Figures } from "../../shell/parts/section.tsx";
import { CardHead } from "./card-head.tsx";
import { CardResults } from "./card-results.tsx";
import { CardTables } from "./card-tables.tsx";
import { LateCases } from "./late-cases.tsx";
import { TrendCharts } from "./trend-charts.tsx";
import { UnitChoice } from "./unit-choice.tsx";
import "./scorecard.css";

const CADENCE_MS = 300_000;

/** One unit in the period in view: the same document of figures that its files are written from. */
export function ScorecardPage() {
  const { words, period } = useDesk();
  return period === null ? <h1>{words.shell.pages.scorecard}</h1> : <Card period={period} />;
}

function Card({ period }: { period: DeskPeriod }) {
  const { words, language } = useDesk();
  const [unit] = useState(() => new URLSearchParams(window.location.search).get("unit") ?? "city");
  const query = {
    period: period.id,
    unit,
    lang: language,
    ...(period.kind === "official" || period.kind === "calendar" ? { kind: period.kind } : {}),
  };
  const asked = useAsk("scorecard", query, CADENCE_MS);
  const { data } = asked;
  return (
    <>
      <UnitChoice unit={unit} />
      {data === null ? (
        <>
          <h1>{words.shell.pages.scorecard}</h1>
          <Figures area="scorecard" title={words.scorecard.results} asked={asked}>
            {() => null}
          </Figures>
        </>
      ) : (
        <>
          <CardHead card={data} query={query} />
          <div className="d-grid">
            <CardResults asked={asked} />
            <TrendCharts card={data} />
          </div>
          <CardTables card={data} />
          <LateCases card={data} />
        </>
      )}
    </>
  );
}
