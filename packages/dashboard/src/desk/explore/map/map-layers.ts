import type { Layer } from "@deck.gl/core";
import { H3HexagonLayer } from "@deck.gl/geo-layers";
import { PathLayer, ScatterplotLayer, TextLayer } from "@deck.gl/layers";
import { cellToBoundary } from "h3-js";
import type { Place } from "../../../client/overlay-features.ts";
import type { WardShapes } from "../../../data/ward-shapes.ts";
import { borderLayers, hatchLayer, landLayer, wardFillLayer } from "../../../map/layers/ward-layers.ts";
import { PALETTE, type Rgba, toRgba } from "../../../ui/palette.ts";
import type { MapFigures, MapScale } from "../data/map-figures.ts";
import type { NamedPlace } from "./fit-names.ts";

export const SLOT = "explore";
export const CELLS_LAYER = `${SLOT}/cells`;
export const WARDS_LAYER = `${SLOT}/wards`;
/** Where there are figures, but too few to say a rate: neither a class nor hatched. */
export const TOO_FEW = "#2f3944";
const LINE = 1;

/** Changes when a colour on the map may have. */
function keyOf(figures: MapFigures, scale: MapScale, measure: string): string {
  return `${figures.as_of} ${measure} ${figures.ids.length} ${figures.total} ${scale.edges.join()}`;
}

function colourOf(scale: MapScale, index: number): string {
  const found = scale.classAt(index);
  return found === null ? TOO_FEW : (scale.colours[found] ?? TOO_FEW);
}

interface FillOptions {
  shapes: WardShapes;
  figures: MapFigures;
  scale: MapScale;
  measure: string;
}

/** Cells over the land, or wards in their colour; borders on top. */
export function fillLayers({ shapes, figures, scale, measure }: FillOptions): Layer[] {
  const options = { slot: SLOT, shapes, lineWidth: LINE, pixel: 1, whole: false };
  const key = keyOf(figures, scale, measure);
  if (figures.view === "cells") {
    return [
      landLayer(options),
      new H3HexagonLayer<unknown>({
        id: CELLS_LAYER,
        data: { length: figures.ids.length },
        getHexagon: (_, { index }) => figures.ids[index] ?? "",
        getFillColor: (_, { index }) => toRgba(colourOf(scale, index)),
        extruded: false,
        stroked: false,
        coverage: 0.94,
        highPrecision: false,
        pickable: true,
        updateTriggers: { getHexagon: key, getFillColor: key },
      }),
      ...borderLayers(options, toRgba(PALETTE.stale, 130), toRgba(PALETTE.stale, 220)),
    ];
  }
  const places = new Map(figures.ids.map((code, index) => [code, index]));
  const without = new Set(shapes.polygons.map((ward) => ward.code).filter((code) => !places.has(code)));
  const land = toRgba(PALETTE.land);
  const colour = (code: string): Rgba => {
    const index = places.get(code);
    return index === undefined ? land : toRgba(colourOf(scale, index));
  };
  const fill = wardFillLayer(options, colour, key).clone({ pickable: true });
  return [
    fill,
    hatchLayer(options, without),
    ...borderLayers(options, toRgba(PALETTE.ground), toRgba(PALETTE.stale, 200)),
  ];
}

/** Names of places, `size` px high; they are chosen so that none lies on another. */
export function nameLayer(places: readonly NamedPlace[], size: number): Layer {
  return new TextLayer<NamedPlace>({
    id: `${SLOT}/names`,
    data: places,
    getPosition: ({ long, lat }) => [long, lat],
    getText: ({ short_name }) => short_name,
    getSize: size,
    getColor: toRgba(PALETTE.text),
    fontFamily: '"IBM Plex Sans"',
    fontWeight: 500,
    characterSet: "auto",
    // A dark plate under each name: readable on any class.
    background: true,
    getBackgroundColor: toRgba(PALETTE.ground, 150),
    backgroundPadding: [3, 0, 3, 0],
  });
}

/** Rings around what was chosen: a ward, a cell, a feature of a layer. */
export function markLayers(
  shapes: WardShapes,
  { ward, cell, place }: { ward: string | null; cell: string | null; place: Place | null },
): Layer[] {
  const rings: [number, number][][] = [];
  for (const { code, polygon } of shapes.polygons) if (code === ward) rings.push(...polygon);
  if (cell !== null) rings.push(cellToBoundary(cell, true).map(([long, lat]) => [long, lat]));
  const line = (id: string, colour: string, width: number) =>
    new PathLayer<[number, number][]>({
      id: `${SLOT}/${id}`,
      data: rings,
      getPath: (ring) => ring,
      getColor: toRgba(colour),
      getWidth: width,
      widthUnits: "pixels",
      jointRounded: true,
    });
  return [
    // Light on dark: seen on every class of the map.
    line("mark-under", PALETTE.ground, 6),
    line("mark", "#ffffff", 2.5),
    new ScatterplotLayer<Place>({
      id: `${SLOT}/mark-place`,
      data: place === null ? [] : [place],
      getPosition: ([long, lat]) => [long, lat],
      getRadius: 20,
      radiusUnits: "pixels",
      filled: false,
      stroked: true,
      getLineColor: toRgba("#ffffff"),
      getLineWidth: 2.5,
      lineWidthUnits: "pixels",
    }),
  ];
}
