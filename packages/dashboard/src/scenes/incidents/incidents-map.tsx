import { ScatterplotLayer } from "@deck.gl/layers";
import type { LiveReport } from "@toancanh/contracts";
import { useMemo } from "react";
import { CityInset } from "../../map/city-inset.tsx";
import { isWithin, toBounds, widen } from "../../map/geometry/projection.ts";
import { ALL_NAMES, GroundNames } from "../../map/ground-names.tsx";
import { groundLayers, riverLayers } from "../../map/layers/ground-layers.ts";
import { borderLayers, landLayer } from "../../map/layers/ward-layers.ts";
import { MapSlot } from "../../map/map-slot.tsx";
import { type Pin, Pins, pinBoxes } from "../../map/pins.tsx";
import { useShapesAround } from "../../map/use-shapes-around.ts";
import { usePixel } from "../../ui/measure/use-pixel.ts";
import { MAP_COLOURS, PALETTE, toRgba } from "../../ui/palette.ts";
import { useScene } from "../../ui/scene-context.ts";
import type { ShownRow } from "./incident-rows.ts";

const INNER = toRgba(MAP_COLOURS.wardLine);
const OUTER = toRgba(MAP_COLOURS.limit);
const DOT = toRgba(PALETTE.stale, 150);
/** The centre and what lies around it. */
const AROUND_CENTRE = 1.6;

interface Ring {
  id: string;
  place: number;
  lat: number;
  long: number;
  metres: number;
  isLate: boolean;
}

interface Dot {
  id: string;
  lat: number;
  long: number;
}

interface IncidentsMapProps {
  rows: readonly ShownRow[];
  open: readonly LiveReport[];
  now: number;
}

/** Incidents with their true extent, numbered as in the list, over single open reports as faint dots. */
export function IncidentsMap({ rows, open, now }: IncidentsMapProps) {
  const { city } = useScene();
  const cityBounds = toBounds(city.map.city_bounds);
  const centreOnly = toBounds(city.map.centre_bounds);
  const rings = rows.flatMap((row, index) => ringOf(row, index + 1, now));
  const ringsKey = JSON.stringify(rings);
  const centreLayers = useLayers("incidents-centre", ringsKey, open, { lineWidth: 1.4, whole: false });
  const cityLayers = useLayers("incidents-city", ringsKey, open, { lineWidth: 0.8, whole: true });
  const pins = rings.map(
    ({ id, place, lat, long, isLate }): Pin => ({ id, text: String(place), lat, long, alarm: isLate }),
  );
  if (cityBounds === null || centreOnly === null) return null;
  const centreBounds = widen(centreOnly, AROUND_CENTRE);
  return (
    <div className="incident-maps">
      <MapSlot id="incidents-centre" bounds={centreBounds} layers={centreLayers} padding={0}>
        {(frame) => {
          const shown = pins.filter((pin) => isWithin(pin, centreBounds));
          return (
            <>
              <GroundNames frame={frame} limits={ALL_NAMES} taken={pinBoxes({ frame, pins: shown })} />
              <Pins frame={frame} pins={shown} />
            </>
          );
        }}
      </MapSlot>
      <CityInset
        id="incidents-city"
        city={cityBounds}
        centre={centreBounds}
        layers={cityLayers}
        pins={pins}
        padding={0.01}
      />
    </div>
  );
}

function ringOf({ kind, id, row }: ShownRow, place: number, now: number): Ring[] {
  if (kind === "single") return [];
  const isLate = row.due !== null && Date.parse(row.due) < now;
  if (kind === "incident") return [{ id, place, ...row.centre, metres: row.radius_m, isLate }];
  const mean = (axis: "lat" | "long") =>
    row.reports.reduce((sum, report) => sum + report[axis], 0) / row.reports.length;
  // A ward's reports have no extent of their own: the pin stands amid them.
  return row.reports.length === 0
    ? []
    : [{ id, place, lat: mean("lat"), long: mean("long"), metres: 0, isLate }];
}

/** By value: rows are made anew every second, and new layers would draw the whole map again. */
function useLayers(
  slot: string,
  ringsKey: string,
  open: readonly LiveReport[],
  { lineWidth, whole }: { lineWidth: number; whole: boolean },
) {
  const { shapes } = useScene();
  const around = useShapesAround(AROUND_CENTRE);
  const pixel = usePixel();
  const dots = useMemo(
    () =>
      open.flatMap(({ service_request_id, lat, long }): Dot[] =>
        lat === null || long === null ? [] : [{ id: service_request_id, lat, long }],
      ),
    [open],
  );
  return useMemo(() => {
    const rings: Ring[] = JSON.parse(ringsKey);
    const options = { slot, shapes: whole ? shapes : around, lineWidth, pixel, whole };
    return [
      ...groundLayers(options),
      landLayer(options),
      ...borderLayers(options, INNER, OUTER),
      ...riverLayers(options, false),
      new ScatterplotLayer<Dot>({
        id: `${slot}/dots`,
        data: dots,
        getPosition: ({ lat, long }) => [long, lat],
        getFillColor: DOT,
        radiusUnits: "pixels",
        getRadius: 2 * lineWidth * pixel,
      }),
      new ScatterplotLayer<Ring>({
        id: `${slot}/rings`,
        data: rings,
        getPosition: ({ lat, long }) => [long, lat],
        radiusUnits: "meters",
        getRadius: ({ metres }) => metres,
        getFillColor: ({ isLate }) => toRgba(isLate ? PALETTE.alarm : PALETTE.text, 36),
        getLineColor: ({ isLate }) => toRgba(isLate ? PALETTE.alarm : PALETTE.text, 190),
        stroked: true,
        lineWidthUnits: "pixels",
        getLineWidth: lineWidth * pixel,
      }),
    ];
  }, [slot, shapes, around, dots, ringsKey, lineWidth, whole, pixel]);
}
