import type { Overlay } from "@toancanh/contracts";
import { pickText } from "@toancanh/words";
import type { OverlayFeature } from "../../../client/overlay-features.ts";
import { type MapFigures, valueAt } from "../data/map-figures.ts";
import { featureName } from "../overlays/overlay-media.ts";
import { useExplore } from "../parts/explore-context.ts";

interface PlaceTipProps {
  name: string;
  figures: MapFigures;
  /** −1 where there are no figures. */
  index: number;
}

/** All that is known of a cell or ward. */
export function PlaceTip({ name, figures, index }: PlaceTipProps) {
  const { words, format } = useExplore();
  const labels = words.places;
  const known = (value: number | undefined) => value !== undefined && !Number.isNaN(value);
  const [count, expected, late, due] = [figures.count, figures.expected, figures.late, figures.due].map(
    (column) => column[index],
  );
  const ratio = index < 0 ? null : valueAt(figures, "ratio", index);
  const rows: [string, string][] = [[labels.count, format.count(count ?? 0)]];
  if (expected !== undefined && known(expected)) rows.push([labels.expected, format.decimal(expected)]);
  if (ratio !== null) rows.push([labels.ratio, format.ratio(ratio)]);
  if (late !== undefined && known(late)) rows.push([labels.late, format.count(late)]);
  if (due !== undefined && known(due)) {
    rows.push([labels.due, format.count(due)]);
    rows.push([labels.lateShare, format.percent(valueAt(figures, "late_share", index))]);
  }
  return (
    <>
      <strong>{name}</strong>
      {index < 0 ? (
        <p>{words.map.noData}</p>
      ) : (
        <dl>
          {rows.map(([label, text]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

export function FeatureTip({ overlay, feature }: { overlay: Overlay; feature: OverlayFeature }) {
  const { words, language, format } = useExplore();
  return (
    <>
      <strong>
        {featureName(overlay, feature) ?? words.layers.unnamed(format.count(feature.index + 1))}
      </strong>
      <p>
        {pickText(overlay.name, language)}
        {overlay.example ? ` · ${words.layers.example}` : ""}
      </p>
    </>
  );
}
