import { useMemo } from "react";
import type { WardShapes } from "../data/ward-shapes.ts";
import { useScene } from "../ui/scene-context.ts";
import { cropShapes } from "./geometry/crop-shapes.ts";
import { toBounds, widen } from "./geometry/projection.ts";

/** A map shows more than its bounds where its frame has another form: of wide bounds in a tall frame up to so much more. */
const FRAME = 4;

/** The shapes of a map of the centre and what lies around it: bounds of the centre, so many times as wide and high. */
export function useShapesAround(factor: number): WardShapes {
  const { city, shapes } = useScene();
  return useMemo(() => {
    const centre = toBounds(city.map.centre_bounds);
    return centre === null ? shapes : cropShapes(shapes, widen(centre, factor * FRAME));
  }, [city, shapes, factor]);
}
