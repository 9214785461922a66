import { useMemo } from "react";
import type { MapFrame } from "./map-slot.tsx";
import { placeLabels } from "./place-labels.ts";

export interface PlaceName {
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
  taken?: readonly { x: number; y: number; width: number; height: number }[];
}

let ruler: CanvasRenderingContext2D | null = null;

/** Width of a label in px at a font size in px, with room for its shadow. */
function textWidth(text: string, size: number): number {
  ruler ??= document.createElement("canvas").getContext("2d");
  if (ruler === null) return text.length * size * 0.6;
  ruler.font = `500 ${size}px "IBM Plex Sans"`;
  return ruler.measureText(text).width + size * 0.3;
}

/** Names over a map, none cut, none over another. */
export function MapLabels({ frame, wishes, limit, taken }: MapLabelsProps) {
  const labels = useMemo(() => {
    const size = (Math.min(window.innerWidth, window.innerHeight) / 100) * 3.45;
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
