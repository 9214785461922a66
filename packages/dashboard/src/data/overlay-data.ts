import type { Overlay } from "@toancanh/contracts";
import type { OverlayFeatures } from "../client/overlay-features.ts";
import { createResource, type Resource } from "./resource.ts";

/** Features of a layer, loaded as often as the layer itself asks for. */
export type OverlayFeaturesOf = (
  overlay: Pick<Overlay, "id" | "refresh_seconds">,
) => Resource<OverlayFeatures>;

/** A layer that never changes is still asked for after a day: a page may stay open for months. */
const UNCHANGING_SECONDS = 86_400;

/** One resource a layer, for the life of the page. */
export function createOverlayFeatures(
  load: (id: string, signal: AbortSignal) => Promise<OverlayFeatures>,
): OverlayFeaturesOf {
  const kept = new Map<string, Resource<OverlayFeatures>>();
  return ({ id, refresh_seconds }) => {
    const key = `${id} ${refresh_seconds}`;
    const found = kept.get(key);
    if (found !== undefined) return found;
    const seconds = refresh_seconds === 0 ? UNCHANGING_SECONDS : refresh_seconds;
    const made = createResource({ cadenceMs: seconds * 1_000, load: (signal) => load(id, signal) });
    kept.set(key, made);
    return made;
  };
}
