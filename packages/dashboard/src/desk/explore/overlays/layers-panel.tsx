import type { Overlay } from "@toancanh/contracts";
import { pickText } from "@toancanh/words";
import type { ShownOverlay } from "../../../data/use-shown-overlays.ts";
import { OVERLAY_ICON_URLS } from "../../../map/overlays/overlay-icons.ts";
import { useExplore } from "../parts/explore-context.ts";
import type { FeatureChoice } from "./feature-choice.ts";
import { featureName } from "./overlay-media.ts";

/** A list to walk through by keyboard; a layer of thousands is for the pointer. */
const LISTED = 60;

interface LayersPanelProps {
  overlays: readonly Overlay[];
  shown: readonly ShownOverlay[];
  onFeature: (choice: FeatureChoice) => void;
}

/** Switches for the layers that the city lays over its map, and their features as a list. */
export function LayersPanel({ overlays, shown, onFeature }: LayersPanelProps) {
  const { state, update, words, language, format } = useExplore();
  const toggle = (id: string, on: boolean) => {
    const others = state.overlays.filter((one) => one !== id);
    update({ overlays: on ? [...others, id] : others });
  };
  return (
    <section className="ex-layers" aria-label={words.layers.title}>
      <h3>{words.layers.title}</h3>
      {overlays.length === 0 ? <p className="ex-note">{words.layers.none}</p> : null}
      <ul>
        {overlays.map((overlay) => {
          const layer = shown.find((one) => one.overlay.id === overlay.id);
          return (
            <li key={overlay.id}>
              <label>
                <input
                  type="checkbox"
                  name="overlay"
                  value={overlay.id}
                  checked={state.overlays.includes(overlay.id)}
                  onChange={(event) => toggle(overlay.id, event.currentTarget.checked)}
                />
                <span
                  className="ex-icon"
                  style={{
                    background: overlay.style.colour,
                    maskImage: `url("${OVERLAY_ICON_URLS[overlay.icon]}")`,
                  }}
                />
                {pickText(overlay.name, language)}
                {overlay.example ? <span className="ex-badge">{words.layers.example}</span> : null}
              </label>
              {layer === undefined ? null : (
                <FeatureList layer={layer} onFeature={onFeature}>
                  {overlay.refresh_seconds === 0
                    ? ""
                    : ` · ${words.layers.refresh(format.durationShort(overlay.refresh_seconds * 1_000))}`}
                </FeatureList>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

interface FeatureListProps {
  layer: ShownOverlay;
  onFeature: (choice: FeatureChoice) => void;
  children: string;
}

function FeatureList({ layer: { overlay, features, failure }, onFeature, children }: FeatureListProps) {
  const { words, format, messages } = useExplore();
  if (features === null) {
    return failure === null ? (
      <p className="ex-note">{messages.loading}</p>
    ) : (
      <p className="ex-failure" role="alert">
        {words.layers.failed}
      </p>
    );
  }
  const all = features.features;
  return (
    <details>
      <summary>
        {words.layers.features(format.count(all.length))}
        {children}
      </summary>
      <ul className="ex-features">
        {all.slice(0, LISTED).map((feature) => (
          <li key={feature.index}>
            <button type="button" onClick={() => onFeature({ overlay: overlay.id, index: feature.index })}>
              {featureName(overlay, feature) ?? words.layers.unnamed(format.count(feature.index + 1))}
            </button>
          </li>
        ))}
      </ul>
      {all.length > LISTED ? (
        <p className="ex-note">{words.layers.more(format.count(all.length - LISTED))}</p>
      ) : null}
    </details>
  );
}
