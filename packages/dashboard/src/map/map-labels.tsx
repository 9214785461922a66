import { useMemo } from "react";
import { LABEL_UNITS, textWidth } from "../ui/text-width.ts";
import { type Box, placeLabels } from "./geometry/place-labels.ts";
import type { MapFrame } from "./map-slot.tsx";

interface PlaceName {
  id: string;
  text: string;
  lat: number;
  long: number;
}

interface MapLabelsProps {
  frame: MapFrame;
  /** In order of importance. */
  wishes: readonly PlaceName[];
  limit: number;
  /** Pixels already covered by pins. */
  taken?: readonly Box[];
}

/** Names over a map, none cut, none over another. */
export function MapLabels({ frame, wishes, limit, taken }: MapLabelsProps) {
  const labels = useMemo(() => {
    const size = (Math.min(window.innerWidth, window.innerHeight) / 100) * LABEL_UNITS;
    return placeLabels(
      wishes.map(({ id, text, lat, long }) => ({ id, text, ...frame.project(long, lat) })),
      frame,
      { height: size * 1.3, textWidth: (text) => textWidth(text, size) },
      limit,
      taken,
    );
  }, [frame, wishes, limit, taken]);
  return labels.map((label) => (
    <span key={label.id} className="map-label" style={{ left: label.x, top: label.y }}>
      {label.text}
    </span>
  ));
}
