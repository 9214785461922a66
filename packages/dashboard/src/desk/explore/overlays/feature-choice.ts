import type { OverlayFeature } from "../../../client/overlay-features.ts";
import type { ShownOverlay } from "../../../data/use-shown-overlays.ts";

/** A feature of a layer that was chosen, by what stays the same when the layer is loaded anew. */
export interface FeatureChoice {
  overlay: string;
  index: number;
}

/** The feature chosen, with its layer, as it is loaded now. */
export function findFeature(
  shown: readonly ShownOverlay[],
  choice: FeatureChoice | null,
): { overlay: ShownOverlay["overlay"]; feature: OverlayFeature } | null {
  const layer = shown.find(({ overlay }) => overlay.id === choice?.overlay);
  const feature = layer?.features?.features.find(({ index }) => index === choice?.index);
  return layer === undefined || feature === undefined ? null : { overlay: layer.overlay, feature };
}
