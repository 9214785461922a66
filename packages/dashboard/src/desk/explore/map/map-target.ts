import type { FeatureChoice } from "../overlays/feature-choice.ts";
import type { DeckTarget } from "./explore-deck.ts";
import { CELLS_LAYER, SLOT, WARDS_LAYER } from "./map-layers.ts";

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
