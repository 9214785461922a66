import type { Layer } from "@deck.gl/core";
import { CentreBox } from "./centre-box.tsx";
import type { Bounds } from "./geometry/projection.ts";
import { MapSlot } from "./map-slot.tsx";
import { type Pin, Pins } from "./pins.tsx";

interface CityInsetProps {
  id: string;
  /** The whole city, and the part of it that the map beside shows. */
  city: Bounds;
  centre: Bounds;
  layers: readonly Layer[];
  /** Those within `centre` are on the map beside. */
  pins: readonly Pin[];
  padding: number;
  opaque?: boolean;
}

/** The whole city beside a map of its centre: what the centre is a part of, and the pins outside it. */
export function CityInset({ id, city, centre, layers, pins, padding, opaque = false }: CityInsetProps) {
  return (
    <MapSlot id={id} bounds={city} layers={layers} padding={padding} opaque={opaque}>
      {(frame) => (
        <>
          <CentreBox frame={frame} bounds={centre} />
          <Pins frame={frame} pins={pins} outside={centre} />
        </>
      )}
    </MapSlot>
  );
}
