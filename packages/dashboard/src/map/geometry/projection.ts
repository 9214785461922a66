import { WebMercatorViewport } from "@deck.gl/core";

/** west, south, east, north in degrees. */
export type Bounds = readonly [number, number, number, number];

export interface MapView2d {
  longitude: number;
  latitude: number;
  zoom: number;
}

/** Reads four numbers as bounds; null when they are none. */
export function toBounds(values: readonly number[]): Bounds | null {
  const [west, south, east, north] = values;
  if (west === undefined || south === undefined || east === undefined || north === undefined) return null;
  return east > west && north > south ? [west, south, east, north] : null;
}

export function isWithin(
  { lat, long }: { lat: number; long: number },
  [west, south, east, north]: Bounds,
): boolean {
  return long >= west && long <= east && lat >= south && lat <= north;
}

/** Bounds around the same middle, so many times as wide and high. */
export function widen([west, south, east, north]: Bounds, factor: number): Bounds {
  const x = ((east - west) / 2) * (factor - 1);
  const y = ((north - south) / 2) * (factor - 1);
  return [west - x, south - y, east + x, north + y];
}

/** Flat, north up, fixed: shows the whole of `bounds` in a frame of so many pixels. */
export function fitView(bounds: Bounds, width: number, height: number, padding: number): MapView2d {
  const viewport = new WebMercatorViewport({ width, height });
  const room = Math.max(0, Math.min(padding, width / 2 - 1, height / 2 - 1));
  const { longitude, latitude, zoom } = viewport.fitBounds(
    [
      [bounds[0], bounds[1]],
      [bounds[2], bounds[3]],
    ],
    { padding: room },
  );
  return { longitude, latitude, zoom };
}

/** Pixel of a place in the frame: lon, lat → x, y from the top left. */
export function projector(
  view: MapView2d,
  width: number,
  height: number,
): (longitude: number, latitude: number) => { x: number; y: number } {
  const viewport = new WebMercatorViewport({ width, height, ...view });
  return (longitude, latitude) => {
    const [x = 0, y = 0] = viewport.project([longitude, latitude]);
    return { x, y };
  };
}
