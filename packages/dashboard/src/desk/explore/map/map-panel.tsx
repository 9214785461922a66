import type { Layer } from "@deck.gl/core";
import { cellToLatLng } from "h3-js";
import { useCallback, useMemo, useRef, useState } from "react";
import { useResource } from "../../../data/use-resource.ts";
import { useShownOverlays } from "../../../data/use-shown-overlays.ts";
import { overlayLayers } from "../../../map/overlays/overlay-layers.ts";
import { useWindowSize } from "../../../ui/measure/use-window-size.ts";
import { textWidth } from "../../../ui/text-width.ts";
import { type MapFigures, scaleOf } from "../data/map-figures.ts";
import { type FeatureChoice, findFeature } from "../overlays/feature-choice.ts";
import { FeaturePopup } from "../overlays/feature-popup.tsx";
import { LayersPanel } from "../overlays/layers-panel.tsx";
import { useExplore } from "../parts/explore-context.ts";
import { Section } from "../parts/section.tsx";
import type { DeckTarget } from "./explore-deck.ts";
import { enlargementFor, fitNames, NAME_PIXELS } from "./fit-names.ts";
import { MapControls } from "./map-controls.tsx";
import { fillLayers, markLayers, nameLayer, SLOT } from "./map-layers.ts";
import { MapLegend } from "./map-legend.tsx";
import { type MapHandle, MapStage } from "./map-stage.tsx";
import { readTarget } from "./map-target.ts";
import { FeatureTip, PlaceTip } from "./map-tips.tsx";
import { PlacesTable } from "./places-table.tsx";
import { SumsLine } from "./sums-line.tsx";
import { shownMeasure, useMapFigures } from "./use-map-figures.ts";
import { wardAt } from "./ward-at.ts";

/** From here in, one cell of a size fills about the same part of the map. */
const CELL_ZOOM: Record<7 | 8 | 9 | 10, number> = { 7: 11, 8: 12.4, 9: 13.8, 10: 15 };
const WARD_ZOOM = 12;
const FEATURE_ZOOM = 13.5;

/** Map, its table, its sums and its layers. */
export function MapPanel() {
  const { words, state } = useExplore();
  const answer = useMapFigures();
  return (
    <Section
      area="map"
      title={`${words.map.title}: ${words.map.measures[shownMeasure(state)].toLowerCase()}`}
      state={answer}
      controls={<MapControls />}
    >
      {(figures) => <MapView figures={figures} />}
    </Section>
  );
}

function MapView({ figures }: { figures: MapFigures }) {
  const { city, shapes, state, update, data, wardName, words } = useExplore();
  const measure = shownMeasure(state);
  const map = useRef<MapHandle>(null);
  const [cell, setCell] = useState<string | null>(null);
  const [chosen, setChosen] = useState<FeatureChoice | null>(null);
  // While the other view is on its way, the figures still are those of the one before.
  const { view } = figures;

  const listed = useResource(data.overlays).data?.overlays;
  const on = useMemo(
    () => (listed ?? []).filter((overlay) => state.overlays.includes(overlay.id)),
    [listed, state.overlays],
  );
  const shown = useShownOverlays(data.features, on);
  const feature = findFeature(shown, chosen);

  const scale = useMemo(() => scaleOf(figures, measure), [figures, measure]);
  const fill = useMemo(
    () => fillLayers({ shapes, figures, scale, measure }),
    [shapes, figures, scale, measure],
  );
  const [zoom, setZoom] = useState(10);
  const enlargement = enlargementFor(useWindowSize().width);
  const names = useMemo(() => {
    const size = NAME_PIXELS * enlargement;
    return nameLayer(fitNames(city.wards, zoom, size, textWidth), size);
  }, [city, zoom, enlargement]);
  const overlays = useMemo(
    () =>
      shown.flatMap(({ overlay, features }): Layer[] =>
        features === null
          ? []
          : overlayLayers({ slot: SLOT, overlay, features, scale: enlargement, pickable: true }),
      ),
    [shown, enlargement],
  );
  const place = feature?.feature.anchor ?? null;
  const marks = useMemo(
    () => markLayers(shapes, { ward: state.ward, cell: view === "cells" ? cell : null, place }),
    [shapes, state.ward, view, cell, place],
  );
  const layers = useMemo(() => [...fill, ...marks, names, ...overlays], [fill, marks, names, overlays]);

  const nameOf = useCallback(
    (index: number): string => {
      const id = figures.ids[index] ?? "";
      if (view === "wards") return wardName(id);
      const [lat, long] = cellToLatLng(id);
      const ward = wardAt(shapes, long, lat);
      return `${ward === null ? words.places.outside : wardName(ward)} · ${words.places.cell(id.slice(3).replace(/f+$/, ""))}`;
    },
    [figures, view, shapes, wardName, words],
  );
  const show = (index: number) => {
    const id = figures.ids[index] ?? "";
    if (view === "cells") {
      const [lat, long] = cellToLatLng(id);
      setCell(id);
      map.current?.showPlace(long, lat, CELL_ZOOM[state.resolution]);
      return;
    }
    const ward = city.wards.find((one) => one.code === id);
    if (ward !== undefined) map.current?.showPlace(ward.long, ward.lat, WARD_ZOOM);
    update({ ward: id });
  };
  const choose = (choice: FeatureChoice) => {
    const found = findFeature(shown, choice);
    if (found === null) return;
    setChosen(choice);
    map.current?.showPlace(found.feature.anchor[0], found.feature.anchor[1], FEATURE_ZOOM);
  };
  const click = (target: DeckTarget | null) => {
    const found = target === null ? null : readTarget(target);
    if (found?.kind === "feature") setChosen(found);
    else if (found?.kind === "ward") update({ ward: found.code === state.ward ? null : found.code });
    else if (found?.kind === "cell") setCell(figures.ids[found.index] ?? null);
  };
  const tip = (target: DeckTarget) => {
    const found = readTarget(target);
    if (found === null) return null;
    if (found.kind === "feature") {
      const named = findFeature(shown, found);
      return named === null ? null : <FeatureTip {...named} />;
    }
    const index = found.kind === "cell" ? found.index : figures.ids.indexOf(found.code);
    const name = found.kind === "ward" ? wardName(found.code) : nameOf(index);
    return <PlaceTip name={name} figures={figures} index={index} />;
  };
  return (
    <>
      <div className="ex-map-row">
        <div className="ex-map-column">
          <MapStage layers={layers} ref={map} onClick={click} onZoom={setZoom} tooltip={tip}>
            <MapLegend view={view} scale={scale} measure={measure} />
            {feature === null ? null : <FeaturePopup {...feature} onClose={() => setChosen(null)} />}
          </MapStage>
          <SumsLine figures={figures} />
        </div>
        <div className="ex-side">
          <PlacesTable figures={figures} scale={scale} measure={measure} nameOf={nameOf} onShow={show} />
          <LayersPanel overlays={listed ?? []} shown={shown} onFeature={choose} />
        </div>
      </div>
      <p className="ex-note">
        {words.map.help} {view === "wards" ? words.map.chooseWard : ""}
      </p>
    </>
  );
}
