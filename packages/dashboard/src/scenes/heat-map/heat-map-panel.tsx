import type { HotSpots } from "@toancanh/contracts";
import { cellToLatLng } from "h3-js";
import { useMemo } from "react";
import type { HeatCells } from "../../client/heat-cells.ts";
import type { ResourceState } from "../../data/resource.ts";
import { CADENCE } from "../../data/wall-data.ts";
import { CityInset } from "../../map/city-inset.tsx";
import { toBounds, widen } from "../../map/geometry/projection.ts";
import type { Cover } from "../../map/geometry/spread-pins.ts";
import { countEdges } from "../../map/layers/classes.ts";
import { type HeatMeasure, heatLayer } from "../../map/layers/heat-layer.ts";
import { borderLayers, landLayer } from "../../map/layers/ward-layers.ts";
import { MapSlot } from "../../map/map-slot.tsx";
import { type Pin, Pins } from "../../map/pins.tsx";
import { PALETTE, toRgba } from "../../ui/palette.ts";
import { Panel } from "../../ui/panel.tsx";
import { useScene } from "../../ui/scene-context.ts";
import { type ElementSize, useSize } from "../../ui/use-size.ts";
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
  const { city, messages } = useScene();
  const cityBounds = toBounds(city.map.city_bounds);
  const centreOnly = toBounds(city.map.centre_bounds);
  const heatLayers = useHeatLayers("heat-centre", centre.data, measure, 1.2);
  const overlays = useWallOverlays();
  const overlayed = useOverlayLayers("heat-centre", overlays);
  const centreLayers = useMemo(() => [...heatLayers, ...overlayed], [heatLayers, overlayed]);
  const cityLayers = useHeatLayers("heat-city", whole.data, measure, 0.7);
  const pins = useMemo(
    () =>
      spots.slice(0, SHOWN_SPOTS).flatMap((spot, index): Pin[] => {
        if (spot.cell === "") return [];
        const [lat, long] = cellToLatLng(spot.cell);
        return [{ id: spot.ward_code, text: String(index + 1), lat, long, alarm: false }];
      }),
    [spots],
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
              <Pins frame={frame} pins={pins} covers={coversOf(frame.height, nameSize, insetSize)} />
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
              opaque
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

/** The name lies on the map's upper left corner, the whole city on its lower left one. */
function coversOf(height: number, name: ElementSize | null, inset: ElementSize | null): Cover[] {
  return [
    ...(name === null ? [] : [{ left: 0, top: 0, right: name.width, bottom: name.height }]),
    ...(inset === null ? [] : [{ left: 0, top: height - inset.height, right: inset.width, bottom: height }]),
  ];
}

function useHeatLayers(slot: string, heat: HeatCells | null, measure: HeatMeasure, lineWidth: number) {
  const { shapes } = useScene();
  return useMemo(() => {
    const options = { slot, shapes, lineWidth };
    return [
      landLayer(options),
      ...(heat === null ? [] : [heatLayer(slot, heat, measure, countEdges(heat.count))]),
      ...borderLayers(options, toRgba(PALETTE.stale, 150), toRgba(PALETTE.stale, 200)),
    ];
  }, [slot, shapes, heat, measure, lineWidth]);
}
