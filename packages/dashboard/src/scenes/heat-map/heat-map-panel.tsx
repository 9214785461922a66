import type { HotSpots } from "@toancanh/contracts";
import { cellToLatLng } from "h3-js";
import { useCallback, useMemo } from "react";
import type { HeatCells } from "../../client/heat-cells.ts";
import type { ResourceState } from "../../data/resource.ts";
import { CADENCE } from "../../data/wall-data.ts";
import { CityInset } from "../../map/city-inset.tsx";
import { type Box, isInBox } from "../../map/geometry/place-labels.ts";
import { toBounds, widen } from "../../map/geometry/projection.ts";
import type { Cover } from "../../map/geometry/spread-pins.ts";
import { ALL_NAMES, GroundNames } from "../../map/ground-names.tsx";
import { countEdges } from "../../map/layers/classes.ts";
import { groundLayers, riverLayers } from "../../map/layers/ground-layers.ts";
import { type HeatMeasure, heatLayer, hotCells } from "../../map/layers/heat-layer.ts";
import { borderLayers, landLayer } from "../../map/layers/ward-layers.ts";
import { type MapFrame, MapSlot } from "../../map/map-slot.tsx";
import { type Pin, Pins, pinBoxes } from "../../map/pins.tsx";
import { useShapesAround } from "../../map/use-shapes-around.ts";
import { usePixel } from "../../ui/measure/use-pixel.ts";
import { type ElementSize, useSize } from "../../ui/measure/use-size.ts";
import { MAP_COLOURS, PALETTE, toRgba } from "../../ui/palette.ts";
import { Panel } from "../../ui/panel.tsx";
import { useScene } from "../../ui/scene-context.ts";
import { OverlayNames, useOverlayLayers, useWallOverlays } from "./overlays.tsx";
import { SHOWN_SPOTS } from "./spots-panel.tsx";

/** The heat map shows the centre and what lies around it: cells of 0.7 km² then stay apart. */
const AROUND_CENTRE = 2;

interface HeatMapPanelProps {
  centre: ResourceState<HeatCells>;
  whole: ResourceState<HeatCells>;
  spots: HotSpots["rows"];
  measure: HeatMeasure;
  name: string;
  now: number;
}

export function HeatMapPanel({ centre, whole, spots, measure, name, now }: HeatMapPanelProps) {
  const { city, shapes, messages } = useScene();
  const cityBounds = toBounds(city.map.city_bounds);
  const centreOnly = toBounds(city.map.centre_bounds);
  const heatLayers = useHeatLayers("heat-centre", centre.data, measure, { lineWidth: 1.2, whole: false });
  const overlays = useWallOverlays();
  const overlayed = useOverlayLayers("heat-centre", overlays);
  const centreLayers = useMemo(() => [...heatLayers, ...overlayed], [heatLayers, overlayed]);
  // Ground leaves room for the whole city to lie on the land around; without it the map beneath must not shine through.
  const isGroundless = shapes.ground.sea.length === 0;
  const cityLayers = useHeatLayers("heat-city", whole.data, measure, { lineWidth: 0.7, whole: true });
  const pins = useMemo(
    () =>
      spots.slice(0, SHOWN_SPOTS).flatMap((spot, index): Pin[] => {
        if (spot.cell === "") return [];
        const [lat, long] = cellToLatLng(spot.cell);
        return [{ id: spot.ward_code, text: String(index + 1), lat, long, alarm: false }];
      }),
    [spots],
  );
  const hot = useMemo(
    () => (centre.data === null ? [] : hotCells(centre.data, measure, countEdges(centre.data.count))),
    [centre.data, measure],
  );
  const [nameRef, nameSize] = useSize();
  const [insetRef, insetSize] = useSize();
  if (cityBounds === null || centreOnly === null) return null;
  const centreBounds = widen(centreOnly, AROUND_CENTRE);
  return (
    <Panel area="map" state={centre} cadenceMs={CADENCE.heat} now={now} className="heat-panel">
      {() => (
        <div className="heat-maps">
          <MapSlot id="heat-centre" bounds={centreBounds} layers={centreLayers} padding={0}>
            {(frame) => (
              <HeatOver frame={frame} pins={pins} hot={hot} covers={coversOf(frame, nameSize, insetSize)} />
            )}
          </MapSlot>
          <div className="heat-inset" ref={insetRef}>
            <CityInset
              id="heat-city"
              city={cityBounds}
              centre={centreBounds}
              layers={cityLayers}
              pins={pins}
              padding={0.02}
              opaque={isGroundless}
            />
          </div>
          <p className="heat-name" ref={nameRef}>
            <span className="live" data-live>
              {name}
            </span>
            <span className="second">
              {measure === "ratio" ? messages.heat.byRatio : messages.heat.byCount}
            </span>
            <OverlayNames overlays={overlays} />
          </p>
        </div>
      )}
    </Panel>
  );
}

interface HeatOverProps {
  frame: MapFrame;
  pins: readonly Pin[];
  /** Middles of the cells that stand out: lat, long. */
  hot: readonly (readonly [number, number])[];
  covers: readonly Cover[];
}

/** Pins, and names of the ground beside them and beside what stands out. */
function HeatOver({ frame, pins, hot, covers }: HeatOverProps) {
  const hotPlaces = useMemo(() => hot.map(([lat, long]) => frame.project(long, lat)), [frame, hot]);
  const mayCover = useCallback((box: Box) => !hotPlaces.some((place) => isInBox(place, box)), [hotPlaces]);
  return (
    <>
      <GroundNames
        frame={frame}
        limits={ALL_NAMES}
        taken={[...covers.map(toBox), ...pinBoxes({ frame, pins, covers })]}
        mayCover={mayCover}
      />
      <Pins frame={frame} pins={pins} covers={covers} />
    </>
  );
}

function toBox({ left, top, right, bottom }: Cover): Box {
  return { x: (left + right) / 2, y: (top + bottom) / 2, width: right - left, height: bottom - top };
}

/** The name lies on the map's upper left corner, the whole city on its lower right one. */
function coversOf({ width, height }: MapFrame, name: ElementSize | null, inset: ElementSize | null): Cover[] {
  return [
    ...(name === null ? [] : [{ left: 0, top: 0, right: name.width, bottom: name.height }]),
    ...(inset === null
      ? []
      : [{ left: width - inset.width, top: height - inset.height, right: width, bottom: height }]),
  ];
}

function useHeatLayers(
  slot: string,
  heat: HeatCells | null,
  measure: HeatMeasure,
  { lineWidth, whole }: { lineWidth: number; whole: boolean },
) {
  const { shapes } = useScene();
  const around = useShapesAround(AROUND_CENTRE);
  const pixel = usePixel();
  return useMemo(() => {
    const options = { slot, shapes: whole ? shapes : around, lineWidth, pixel, whole };
    return [
      // The small map of the whole city lies on the ground of the large one.
      ...(whole ? [] : groundLayers(options)),
      landLayer(options),
      ...(heat === null ? [] : [heatLayer(slot, heat, measure, countEdges(heat.count))]),
      ...borderLayers(options, toRgba(PALETTE.ground, 153), toRgba(MAP_COLOURS.limit)),
      ...riverLayers(options, true),
    ];
  }, [slot, shapes, around, heat, measure, lineWidth, whole, pixel]);
}
