import type { Layer } from "@deck.gl/core";
import { IconLayer, PathLayer, ScatterplotLayer, SolidPolygonLayer } from "@deck.gl/layers";
import type { Overlay } from "@toancanh/contracts";
import type { OverlayFeature, OverlayFeatures, Place } from "../../client/overlay-features.ts";
import { PALETTE, toRgba } from "../../ui/palette.ts";
import { OVERLAY_ICON_PIXELS, OVERLAY_ICON_URLS } from "./overlay-icons.ts";

/** A part of a feature, as a layer draws it; a click on any part finds the feature. */
interface Part<Shape> {
  feature: OverlayFeature;
  shape: Shape;
}

/** A picture smaller than this is a speck: a size meant for lines does not shrink the points beside them. */
const LEAST_ICON_PIXELS = 14;
/** Width of the dark disc behind a picture, so that it stands out on any class of the map. */
const HALO = 1.5;

const parts = <Shape>(
  { features }: OverlayFeatures,
  of: (feature: OverlayFeature) => readonly Shape[],
): Part<Shape>[] => features.flatMap((feature) => of(feature).map((shape) => ({ feature, shape })));

const toPosition = ([longitude, latitude]: Place): [number, number] => [longitude, latitude];

interface OverlayLayerOptions {
  slot: string;
  overlay: Overlay;
  features: OverlayFeatures;
  /** Pixels of the screen for one pixel of 1920 × 1080. */
  scale: number;
  /** #rrggbb in place of the layer's own: the wall keeps colour for what is abnormal. */
  colour?: string;
  pickable: boolean;
}

/** Layers of one overlay, areas under lines under points. Ids are `<slot>/overlay:<id>:<part>`. */
export function overlayLayers(options: OverlayLayerOptions): Layer[] {
  const { slot, overlay, features, scale, pickable } = options;
  const { size, opacity } = overlay.style;
  const colour = toRgba(options.colour ?? overlay.style.colour);
  const id = (part: string) => `${slot}/overlay:${overlay.id}:${part}`;
  const icon = Math.max(LEAST_ICON_PIXELS, size) * scale;
  const areas = parts(features, (feature) => feature.polygons);
  const lines = parts(features, (feature) => [...feature.lines, ...feature.polygons.flat()]);
  const points = parts(features, (feature) => feature.points);
  const picture = {
    id: overlay.icon,
    url: OVERLAY_ICON_URLS[overlay.icon],
    width: OVERLAY_ICON_PIXELS,
    height: OVERLAY_ICON_PIXELS,
    mask: true,
  };
  return [
    new SolidPolygonLayer<Part<Place[][]>>({
      id: id("areas"),
      data: areas,
      getPolygon: ({ shape }) => shape.map((ring) => ring.map(toPosition)),
      getFillColor: colour,
      opacity: opacity * 0.25,
      pickable,
    }),
    new PathLayer<Part<Place[]>>({
      id: id("lines"),
      data: lines,
      getPath: ({ shape }) => shape.map(toPosition),
      getColor: colour,
      getWidth: Math.min(size, 6) * scale,
      widthUnits: "pixels",
      jointRounded: true,
      capRounded: true,
      opacity,
      pickable,
    }),
    new ScatterplotLayer<Part<Place>>({
      id: id("halo"),
      data: points,
      getPosition: ({ shape }) => toPosition(shape),
      getRadius: (icon * HALO) / 2,
      radiusUnits: "pixels",
      getFillColor: toRgba(PALETTE.ground, 225),
      stroked: true,
      getLineColor: colour,
      getLineWidth: Math.max(1, scale),
      lineWidthUnits: "pixels",
      opacity,
      pickable,
    }),
    new IconLayer<Part<Place>>({
      id: id("icons"),
      data: points,
      getPosition: ({ shape }) => toPosition(shape),
      getIcon: () => picture,
      getSize: icon,
      sizeUnits: "pixels",
      getColor: colour,
      opacity,
      // The disc beneath is picked: a thin picture is hard to hit.
      pickable: false,
    }),
  ];
}
