import type { Overlay } from "@toancanh/contracts";
import { useCallback, useMemo, useSyncExternalStore } from "react";
import type { LoadFailure } from "../client/load-failure.ts";
import type { OverlayFeatures } from "../client/overlay-features.ts";
import type { OverlayFeaturesOf } from "./overlay-data.ts";

/** A layer that is switched on; null features while they are on their way. */
export interface ShownOverlay {
  overlay: Overlay;
  features: OverlayFeatures | null;
  failure: LoadFailure | null;
}

/**
 * Features of several layers at once, each renewed as often as it asks for.
 * @param overlays the same array while the same layers are on
 */
export function useShownOverlays(
  featuresOf: OverlayFeaturesOf,
  overlays: readonly Overlay[],
): ShownOverlay[] {
  const resources = useMemo(() => overlays.map((overlay) => featuresOf(overlay)), [featuresOf, overlays]);
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = resources.map((resource) => resource.subscribe(listener));
      return () => {
        for (const stop of stops) stop();
      };
    },
    [resources],
  );
  // One snapshot of all: the same object until one of them changes.
  const snapshot = useMemo(() => {
    let last: ShownOverlay[] = [];
    return () => {
      const next = overlays.map((overlay, index): ShownOverlay => {
        const state = resources[index]?.getState();
        return { overlay, features: state?.data ?? null, failure: state?.failure ?? null };
      });
      const same =
        last.length === next.length &&
        last.every((one, i) => one.features === next[i]?.features && one.failure === next[i]?.failure);
      if (!same) last = next;
      return last;
    };
  }, [overlays, resources]);
  return useSyncExternalStore(subscribe, snapshot);
}
