import { Choice, Select } from "./choice.tsx";
import { useExplore } from "./explore-context.ts";
import { countsAssignments } from "./explore-queries.ts";
import { MEASURES, RESOLUTIONS, VIEWS } from "./explore-state.ts";
import { shownMeasure } from "./use-map-figures.ts";

/** How the map shows what the filters chose. What cannot be had is greyed, with the reason in words. */
export function MapControls() {
  const { state, update, words } = useExplore();
  const byWard = state.view === "wards";
  const assigned = countsAssignments(state);
  const impossible = { count: false, ratio: byWard, late_share: byWard && assigned };
  const reasons = [
    byWard ? words.map.ratioCellsOnly : null,
    impossible.late_share ? words.map.shareNeedsReports : null,
  ].filter((reason) => reason !== null);
  return (
    <>
      <Choice
        label={words.map.view}
        value={state.view}
        options={VIEWS.map((view) => ({ value: view, text: words.map.views[view] }))}
        onChoose={(view) => update({ view })}
      />
      <Choice
        label={words.map.measure}
        value={shownMeasure(state)}
        options={MEASURES.map((measure) => ({
          value: measure,
          text: words.map.measures[measure],
          disabled: impossible[measure],
        }))}
        onChoose={(measure) => update({ measure })}
      />
      {byWard ? null : (
        <Select
          label={words.map.resolution}
          name="resolution"
          value={String(state.resolution)}
          onChoose={(value) => {
            const found = RESOLUTIONS.find((one) => String(one) === value);
            if (found !== undefined) update({ resolution: found });
          }}
        >
          {RESOLUTIONS.map((resolution) => (
            <option key={resolution} value={resolution}>
              {words.map.resolutions[resolution]}
            </option>
          ))}
        </Select>
      )}
      {reasons.length === 0 ? null : <p className="ex-note">{reasons.join(" ")}</p>}
    </>
  );
}
