import type { ShownOverlay } from "../../data/use-shown-overlays.ts";
import type { OverlayFeature } from "../../map/overlay-features.ts";
import type { DeckTarget } from "./explore-deck.ts";
import { CELLS_LAYER, SLOT, WARDS_LAYER } from "./map-layers.ts";

/** A feature of a layer that was chosen, by what stays the same when the layer is loaded anew. */
export interface FeatureChoice {
  overlay: string;
  index: number;
}

export type MapTarget =
  | { kind: "cell"; index: number }
  | { kind: "ward"; code: string }
  | ({ kind: "feature" } & FeatureChoice);

const OVERLAY_PREFIX = `${SLOT}/overlay:`;

/** What was pointed at, in the page's own words; null for land and names. */
export function readTarget({ layerId, index, object }: DeckTarget): MapTarget | null {
  if (layerId.startsWith(CELLS_LAYER)) return { kind: "cell", index };
  if (typeof object !== "object" || object === null) return null;
  if (layerId === WARDS_LAYER && "code" in object && typeof object.code === "string") {
    return { kind: "ward", code: object.code };
  }
  if (!layerId.startsWith(OVERLAY_PREFIX) || !("feature" in object)) return null;
  const { feature } = object;
  if (typeof feature !== "object" || feature === null || !("index" in feature)) return null;
  const [overlay = ""] = layerId.slice(OVERLAY_PREFIX.length).split(":");
  return typeof feature.index === "number" ? { kind: "feature", overlay, index: feature.index } : null;
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
