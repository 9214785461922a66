import type { Layer } from "@deck.gl/core";
import { PathLayer, SolidPolygonLayer } from "@deck.gl/layers";
import type { Ground, River } from "../../data/ground.ts";
import { MAP_COLOURS, toRgba } from "../../ui/palette.ts";
import type { WardLayerOptions } from "./ward-layers.ts";

type Area = Ground["land"][number];
type Line = [number, number][];

/**
 * Strokes of the coast's echo: pixels of a 1080-line screen, and opacity of each. They add up towards the coast, and
 * twice where the coarse coast runs beside the city's own.
 */
const ECHO = [
  { width: 26, opacity: 0.06 },
  { width: 15, opacity: 0.08 },
  { width: 6, opacity: 0.1 },
] as const;
/** On a small map the echo shrinks with the land: metres that are one pixel of the widths above at most. */
const ECHO_METRES = 190;

/** A river is at least so wide, in pixels of a 1080-line screen. */
const LEAST_WIDTH = 2.4;
/** Below this a river's stroke is thinner than the river: a canal between quays is not the map's message. */
const NARROW_M = 120;
const NARROW_SHARE = 0.62;
/** What is narrower is left out where the whole city is one map. */
const LEAST_ON_CITY_M = 140;
/** Bank line: pixels of a 1080-line screen on both sides together. */
const BANK = 2;

/** What lies beneath the city: the sea, its echo along the coast, and the land around. */
export function groundLayers({ slot, shapes, pixel }: WardLayerOptions): Layer[] {
  const { sea, land, coast } = shapes.ground;
  if (sea.length === 0) return [];
  const area = (id: "sea" | "land", data: Area[], colour: string) =>
    new SolidPolygonLayer<Area>({
      id: `${slot}/ground-${id}`,
      data,
      getPolygon: ({ polygon }) => polygon,
      getFillColor: toRgba(colour),
    });
  const shores: Line[] = [...coast, ...shapes.whole.outer.map(({ path }) => path)];
  return [
    area("sea", sea, MAP_COLOURS.sea),
    ...ECHO.map(
      ({ width, opacity }) =>
        new PathLayer<Line>({
          id: `${slot}/echo-${width}`,
          data: shores,
          getPath: (line) => line,
          getColor: toRgba(MAP_COLOURS.echo, Math.round(255 * opacity)),
          getWidth: width * ECHO_METRES,
          widthUnits: "meters",
          widthMaxPixels: width * pixel,
          jointRounded: true,
        }),
    ),
    area("land", land, MAP_COLOURS.around),
  ];
}

/**
 * Rivers as wide as they are, over the borders that they stand for; a map of the whole city has room for broad ones
 * only. `filled`: over cells or coloured wards they are lighter, and have no bank.
 */
export function riverLayers({ slot, shapes, pixel, whole }: WardLayerOptions, filled: boolean): Layer[] {
  const rivers = whole
    ? shapes.ground.rivers.filter(({ width }) => width >= LEAST_ON_CITY_M)
    : shapes.ground.rivers;
  if (rivers.length === 0) return [];
  const line = (id: string, colour: string, wider: number) =>
    new PathLayer<River>({
      id: `${slot}/${id}`,
      data: rivers,
      getPath: ({ path }) => path,
      getColor: toRgba(colour),
      getWidth: ({ width }) => (width < NARROW_M ? width * NARROW_SHARE : width),
      widthUnits: "meters",
      widthMinPixels: LEAST_WIDTH * pixel + wider,
      capRounded: true,
      jointRounded: true,
    });
  return [
    // A broad river needs no bank: it is seen as it is.
    ...(filled ? [] : [line("banks", MAP_COLOURS.bank, BANK * pixel)]),
    line("rivers", filled ? MAP_COLOURS.riverUnderFill : MAP_COLOURS.river, 0),
  ];
}
