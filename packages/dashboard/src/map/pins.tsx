import type { MapFrame } from "./map-slot.tsx";
import type { Bounds } from "./projection.ts";

export interface Pin {
  id: string;
  text: string;
  lat: number;
  long: number;
  alarm: boolean;
}

interface PinsProps {
  frame: MapFrame;
  pins: readonly Pin[];
  /** Leaves out pins within these bounds: another map shows them larger. */
  outside?: Bounds;
}

/** Numbered places over a map; what lies outside the frame is not drawn. */
export function Pins({ frame, pins, outside }: PinsProps) {
  // Drawn from the last, so that the first lies on top.
  return pins.toReversed().map((pin) => {
    if (
      outside !== undefined &&
      pin.long >= outside[0] &&
      pin.long <= outside[2] &&
      pin.lat >= outside[1] &&
      pin.lat <= outside[3]
    ) {
      return null;
    }
    const { x, y } = frame.project(pin.long, pin.lat);
    if (x < 0 || y < 0 || x > frame.width || y > frame.height) return null;
    return (
      <span key={pin.id} className={pin.alarm ? "map-pin alarm" : "map-pin"} style={{ left: x, top: y }}>
        {pin.text}
      </span>
    );
  });
}
