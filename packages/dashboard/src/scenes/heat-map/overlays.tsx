import type { Layer } from "@deck.gl/core";
import { pickText } from "@toancanh/words";
import { useMemo } from "react";
import { useResource } from "../../data/use-resource.ts";
import { type ShownOverlay, useShownOverlays } from "../../data/use-shown-overlays.ts";
import { OVERLAY_ICON_URLS } from "../../map/overlays/overlay-icons.ts";
import { parseOverlayIds } from "../../map/overlays/overlay-ids.ts";
import { overlayLayers } from "../../map/overlays/overlay-layers.ts";
import { usePixel } from "../../ui/measure/use-pixel.ts";
import { PALETTE } from "../../ui/palette.ts";
import { useScene } from "../../ui/scene-context.ts";

/** More kinds of marks than this cannot be told apart from where one stands. */
const MOST = 3;

/** The layers that the wall's address asks for (`?overlays=id,id`), as they stand now. */
export function useWallOverlays(): ShownOverlay[] {
  const { data } = useScene();
  const { search } = window.location;
  const ids = useMemo(() => parseOverlayIds(new URLSearchParams(search).get("overlays")), [search]);
  const listed = useResource(data.overlays).data?.overlays;
  const chosen = useMemo(
    () => (listed ?? []).filter((overlay) => ids.includes(overlay.id)).slice(0, MOST),
    [listed, ids],
  );
  return useShownOverlays(data.overlayFeatures, chosen);
}

/** Small and without colour of their own: on the wall colour is for what is abnormal. */
export function useOverlayLayers(slot: string, shown: readonly ShownOverlay[]): Layer[] {
  const scale = usePixel();
  return useMemo(
    () =>
      shown.flatMap(({ overlay, features }) =>
        features === null
          ? []
          : overlayLayers({ slot, overlay, features, scale, colour: PALETTE.text, pickable: false }),
      ),
    [slot, shown, scale],
  );
}

/** What the marks are, and that they are made up where they are. */
export function OverlayNames({ overlays }: { overlays: readonly ShownOverlay[] }) {
  const { language, messages } = useScene();
  return overlays.map(({ overlay, features }) =>
    features === null ? null : (
      <span key={overlay.id} className="heat-overlay second" data-overlay={overlay.id}>
        <span
          className="heat-overlay-icon"
          style={{ maskImage: `url("${OVERLAY_ICON_URLS[overlay.icon]}")` }}
        />
        {pickText(overlay.name, language)}
        {overlay.example ? ` · ${messages.heat.example}` : ""}
      </span>
    ),
  );
}
