import type { Layer } from "@deck.gl/core";
import { FillStyleExtension, type FillStyleExtensionProps } from "@deck.gl/extensions";
import { PathLayer, SolidPolygonLayer } from "@deck.gl/layers";
import type { WardPolygon, WardShapes } from "../../data/ward-shapes.ts";
import { MAP_COLOURS, PALETTE, type Rgba, toRgba } from "../../ui/palette.ts";

const LAND = toRgba(MAP_COLOURS.land);

export interface WardLayerOptions {
  slot: string;
  shapes: WardShapes;
  /** Pixels of a 1080-line screen; thin on a small map. */
  lineWidth: number;
  /** Pixels of this screen that are one of a 1080-line screen. */
  pixel: number;
  /** True on a map of the whole city: it draws no corner that is smaller than a pixel there. */
  whole: boolean;
}

function outlinesOf({ shapes, whole }: Pick<WardLayerOptions, "shapes" | "whole">): WardShapes["whole"] {
  return whole ? shapes.whole : shapes;
}

/** Land in one colour. */
export function landLayer(options: WardLayerOptions): Layer {
  return new SolidPolygonLayer<WardPolygon>({
    id: `${options.slot}/land`,
    data: outlinesOf(options).polygons,
    getPolygon: (ward) => ward.polygon,
    getFillColor: LAND,
  });
}

/** Wards in the colour of their figure. `key` changes when the colours do. */
export function wardFillLayer(
  options: WardLayerOptions,
  colourOf: (code: string) => Rgba,
  key: string,
): Layer {
  return new SolidPolygonLayer<WardPolygon>({
    id: `${options.slot}/wards`,
    data: outlinesOf(options).polygons,
    getPolygon: (ward) => ward.polygon,
    getFillColor: (ward) => colourOf(ward.code),
    updateTriggers: { getFillColor: key },
  });
}

/** Hatching over wards that have no figure: no data is not zero. */
export function hatchLayer(options: WardLayerOptions, codes: ReadonlySet<string>): Layer {
  const { slot, pixel } = options;
  return new SolidPolygonLayer<WardPolygon, FillStyleExtensionProps<WardPolygon>>({
    id: `${slot}/hatch`,
    data: outlinesOf(options).polygons.filter((ward) => codes.has(ward.code)),
    getPolygon: (ward) => ward.polygon,
    getFillColor: toRgba(PALETTE.stale, 170),
    extensions: [new FillStyleExtension({ pattern: true, proceduralPattern: true })],
    fillPatternMapping: { hatch: { type: "hatch", angle: 45, strokeWidth: 2 * pixel, gap: 7 * pixel } },
    fillPatternSizeUnits: "pixels",
    getFillPattern: () => "hatch",
  });
}

/** Ward borders, the city's own a little stronger. */
export function borderLayers(options: WardLayerOptions, inner: Rgba, outer: Rgba): Layer[] {
  const { slot, lineWidth, pixel } = options;
  const outlines = outlinesOf(options);
  return [
    new PathLayer<{ path: [number, number][] }>({
      id: `${slot}/inner`,
      data: outlines.inner,
      getPath: (line) => line.path,
      getColor: inner,
      getWidth: lineWidth * pixel,
      widthUnits: "pixels",
      jointRounded: true,
    }),
    new PathLayer<{ path: [number, number][] }>({
      id: `${slot}/outer`,
      data: outlines.outer,
      getPath: (line) => line.path,
      getColor: outer,
      getWidth: lineWidth * 1.3 * pixel,
      widthUnits: "pixels",
      jointRounded: true,
    }),
  ];
}
