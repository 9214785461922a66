import { LEAST_DUE, type MapScale } from "../data/map-figures.ts";
import { useExplore } from "../parts/explore-context.ts";
import { countsAssignments } from "../state/explore-queries.ts";
import type { Measure, View } from "../state/explore-state.ts";
import { TOO_FEW } from "./map-layers.ts";

/** The classes of the map with their edges, and how what has no class looks. */
export function MapLegend({ view, scale, measure }: { view: View; scale: MapScale; measure: Measure }) {
  const { words, format, state } = useExplore();
  const noun = countsAssignments(state) ? words.noun.assignments : words.noun.reports;
  const title = measure === "count" ? words.map.legend.count(noun) : words.map.legend[measure];
  const edge = (value: number) => (measure === "late_share" ? format.percent(value, 0) : format.plain(value));
  return (
    <div className="ex-legend" data-legend={scale.colours.length}>
      <p>{title}</p>
      <ol>
        {scale.colours.map((colour, index) => {
          const from = scale.edges[index - 1];
          const to = scale.edges[index];
          const text =
            from === undefined
              ? to === undefined
                ? ""
                : `< ${edge(to)}`
              : to === undefined
                ? `≥ ${edge(from)}`
                : `${edge(from)}–`;
          return (
            <li key={colour}>
              <span className="ex-swatch" style={{ background: colour }} />
              {text}
            </li>
          );
        })}
      </ol>
      <ul>
        {measure === "late_share" ? (
          <li>
            <span className="ex-swatch" style={{ background: TOO_FEW }} />
            {words.map.tooFew(format.count(LEAST_DUE))}
          </li>
        ) : null}
        {view === "wards" ? (
          <li>
            <span className="ex-swatch ex-hatched" />
            {words.map.noData}
          </li>
        ) : null}
      </ul>
    </div>
  );
}
