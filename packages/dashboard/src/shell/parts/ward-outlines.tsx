import type { WardShapes } from "../../data/ward-shapes.ts";
import "./ward-outlines.css";

interface OutlinesProps {
  shapes: WardShapes;
  /** Code of the ward that is meant; "" for none. */
  own: string;
  /** From degrees to the drawing. */
  project: (long: number, lat: number) => [number, number];
  /** Of the drawing. */
  width: number;
  height: number;
}

/** Wards as hairlines, one of them filled; no tile from outside. */
export function WardOutlines({ shapes, own, project, width, height }: OutlinesProps) {
  const isInSight = (points: readonly [number, number][]) =>
    points.some(([x, y]) => x > -width && x < 2 * width && y > -height && y < 2 * height);
  return (
    <g>
      {shapes.polygons.map(({ code, polygon }) => {
        const rings = polygon.map((ring) => ring.map(([lon, y]) => project(lon, y)));
        if (!rings.some(isInSight)) return null;
        const path = rings
          .map((ring) => `M${ring.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}Z`)
          .join("");
        // A ward of several islands has several polygons: where each begins tells them apart.
        return (
          <path
            key={`${code} ${path.slice(0, 40)}`}
            className={code === own ? "d-map-ward" : "d-map-other"}
            d={path}
          />
        );
      })}
    </g>
  );
}
