import type { Bounds } from "./geometry/projection.ts";
import type { MapFrame } from "./map-slot.tsx";

/** Marks on the map of the city what the map of the centre shows. */
export function CentreBox({ frame, bounds }: { frame: MapFrame; bounds: Bounds }) {
  const topLeft = frame.project(bounds[0], bounds[3]);
  const bottomRight = frame.project(bounds[2], bounds[1]);
  return (
    <div
      className="centre-box"
      style={{
        left: topLeft.x,
        top: topLeft.y,
        width: bottomRight.x - topLeft.x,
        height: bottomRight.y - topLeft.y,
      }}
    />
  );
}
