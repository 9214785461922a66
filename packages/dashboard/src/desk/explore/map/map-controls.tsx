import { Choice, Select } from "../parts/choice.tsx";
import { useExplore } from "../parts/explore-context.ts";
import { MEASURES, RESOLUTIONS, VIEWS } from "../state/explore-state.ts";
import { shownMeasure } from "./use-map-figures.ts";

/** How the map shows what the filters chose. What cannot be had is greyed, with the reason in words. */
export function MapControls() {
  const { state, update, words } = useExplore();
  const byWard = state.view === "wards";
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
          disabled: byWard && measure === "ratio",
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
      {byWard ? <p className="ex-note">{words.map.ratioCellsOnly}</p> : null}
    </>
  );
}
