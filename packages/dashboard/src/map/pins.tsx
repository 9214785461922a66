import type { Box } from "./geometry/place-labels.ts";
import { type Bounds, isWithin } from "./geometry/projection.ts";
import { type Cover, spreadPins } from "./geometry/spread-pins.ts";
import type { MapFrame } from "./map-slot.tsx";

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
  /** What lies on the map: no pin is put under it. */
  covers?: readonly Cover[];
}

/** Room a pin takes, in units of the wall (wall.css: 4.9). */
const PIN_UNITS = 5.1;

/** Where the pins of a map stand: those that would lie on one another move apart. */
function placePins({ frame, pins, outside, covers }: PinsProps) {
  const gap = (Math.min(window.innerWidth, window.innerHeight) / 100) * PIN_UNITS;
  const shown = pins
    .filter((pin) => outside === undefined || !isWithin(pin, outside))
    .map((pin) => ({ pin, place: frame.project(pin.long, pin.lat) }))
    .filter(({ place: { x, y } }) => x >= 0 && y >= 0 && x <= frame.width && y <= frame.height);
  const spots = spreadPins(
    shown.map(({ place }) => place),
    gap,
    frame,
    covers,
  );
  return shown.map(({ pin, place }, index) => ({ pin, place, spot: spots[index] ?? place, gap }));
}

/** What the same pins cover, for names that are to stand beside them. */
export function pinBoxes(props: PinsProps): Box[] {
  return placePins(props).map(({ spot, gap }) => ({ ...spot, width: gap, height: gap }));
}

/** Numbered places over a map; a pin that was moved keeps a line to its place. */
export function Pins(props: PinsProps) {
  return placePins(props).map(({ pin, place, spot, gap }) => {
    const distance = Math.hypot(spot.x - place.x, spot.y - place.y);
    const angle = Math.atan2(spot.y - place.y, spot.x - place.x);
    return (
      <div key={pin.id} className={pin.alarm ? "alarm" : undefined}>
        {distance < gap / 4 ? null : (
          <div
            className="map-leader"
            style={{ left: place.x, top: place.y, width: distance, transform: `rotate(${angle}rad)` }}
          />
        )}
        <span className="map-pin" style={{ left: spot.x, top: spot.y }}>
          {pin.text}
        </span>
      </div>
    );
  });
}
