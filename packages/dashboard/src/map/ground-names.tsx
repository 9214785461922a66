import { pickText } from "@toancanh/words";
import { useCallback, useMemo } from "react";
import { useScene } from "../ui/scene-context.ts";
import { LABEL_UNITS, textWidth } from "../ui/text-width.ts";
import { type Box, isInBox, type PlacedLabel, placeLabels } from "./geometry/place-labels.ts";
import type { MapFrame } from "./map-slot.tsx";

/** How many names of a kind a map has at most; waters come first, since there are few places for them. */
export type NameLimits = Readonly<Record<"water" | "place" | "neighbour", number>>;

export const ALL_NAMES: NameLimits = { water: 2, place: 5, neighbour: 2 };

interface GroundNamesProps {
  frame: MapFrame;
  limits: NameLimits;
  /** What lies on the map already, in its pixels. */
  taken: readonly Box[];
  /** False where a name would hide what the map is about. */
  mayCover?: (box: Box) => boolean;
}

/** Whether a rectangle leaves the city's border free: for names of what lies outside it. */
export function useBesideCity(frame: MapFrame): (box: Box) => boolean {
  const { shapes } = useScene();
  const border = useMemo(
    () => shapes.whole.outer.flatMap(({ path }) => path.map((point) => frame.project(...point))),
    [shapes, frame],
  );
  return useCallback((box) => !border.some((place) => isInBox(place, box)), [border]);
}

/** Names of places, waters and neighbours: something to hold on to, and never over what the map says. */
export function GroundNames({ frame, limits, taken, mayCover }: GroundNamesProps) {
  const { shapes, language } = useScene();
  const { names } = shapes.ground;
  const isBesideCity = useBesideCity(frame);
  const placed = useMemo(() => {
    const size = (Math.min(window.innerWidth, window.innerHeight) / 100) * LABEL_UNITS;
    const found: (PlacedLabel & { kind: string })[] = [];
    for (const kind of ["water", "place", "neighbour"] as const) {
      const wishes = names
        .filter(({ properties }) => properties.kind === kind)
        .map(({ properties, geometry: { coordinates } }) => ({
          // A name may stand at several places: the first that has room is taken.
          id: properties.name.vi,
          text: pickText(properties.name, language),
          ...frame.project(...coordinates),
        }));
      const labels = placeLabels(
        wishes,
        frame,
        { height: size * 1.3, textWidth: (text) => textWidth(text, size) },
        limits[kind],
        [...taken, ...found],
        (box) => (mayCover?.(box) ?? true) && (kind !== "neighbour" || isBesideCity(box)),
      );
      found.push(...labels.map((label) => ({ ...label, kind })));
    }
    return found;
  }, [names, language, frame, limits, taken, mayCover, isBesideCity]);
  return placed.map(({ kind, id, x, y, text }) => (
    <span key={`${kind} ${id}`} className="map-name" data-kind={kind} style={{ left: x, top: y }}>
      {text}
    </span>
  ));
}
