import { useAnswerAlarms } from "../../client/answer-state.ts";
import { useResource } from "../../data/use-resource.ts";
import { alarmText } from "../../ui/frame/alarm-text.ts";
import { originLabels, originOf } from "../../ui/origin-labels.ts";
import { MapPanel } from "./map/map-panel.tsx";
import { AgesPanel } from "./panels/ages-panel.tsx";
import { FiguresStrip } from "./panels/figures-strip.tsx";
import { FiltersBar } from "./panels/filters-bar.tsx";
import { MatrixPanel } from "./panels/matrix-panel.tsx";
import { MoversPanel } from "./panels/movers-panel.tsx";
import { SeriesPanel } from "./panels/series-panel.tsx";
import { TrendPanel } from "./panels/trend-panel.tsx";
import { useExplore } from "./parts/explore-context.ts";
import { formatState } from "./state/explore-state.ts";
import "./explore.css";
import "./explore-map.css";
import "./explore-tables.css";
import "./explore-sizes.css";

/** All panels of the page, on the data of its context. */
export function ExploreView() {
  return (
    <main className="ex-page">
      <PageHead />
      <FiltersBar />
      <FiguresStrip />
      <MapPanel />
      <div className="ex-three">
        <SeriesPanel />
        <AgesPanel />
        <MoversPanel />
      </div>
      <MatrixPanel />
      <TrendPanel />
    </main>
  );
}

function PageHead() {
  const { data, state, messages, format, words, language, city } = useExplore();
  const health = useResource(data.health).data;
  const origin = health === null ? [] : originLabels(originOf(health), messages, format);
  const alarm = alarmText(useAnswerAlarms(), messages);
  const { pathname, search } = window.location;
  const other = language === "en" ? "vi" : "en";
  return (
    <header className="ex-top">
      <nav>
        <a href={language === "en" ? "/desk?lang=en" : "/desk"}>
          {messages.appName} · {words.backToDesk}
        </a>
      </nav>
      <h1>
        {words.title} <span className="ex-city">{city.name[language]}</span>
      </h1>
      {alarm === null ? null : (
        <p className="ex-failure" role="alert">
          {alarm}
        </p>
      )}
      {origin.length === 0 ? null : <p className="ex-badge ex-simulated">{origin.join(" · ")}</p>}
      <button type="button" className="ex-button" onClick={data.refresh}>
        {words.reload}
      </button>
      <a lang={other} href={`${pathname}${formatState({ ...state, language: other }, search)}`}>
        {words.otherLanguage}
      </a>
    </header>
  );
}
