/** A place with a name, at longitude and latitude in degrees. */
export interface NamedPlace {
  short_name: string;
  long: number;
  lat: number;
}

export const NAME_PIXELS = 13;
/** Height of a name, of its size. */
const LINE_HEIGHT = 1.35;
/** Room left around each name. */
const GAP = 4;
/** Width in px for which sizes are given; the page grows with a wider window (explore.css). */
const WIDTH = 1920;

/** How much larger everything is drawn in a window of this width in px. */
export function enlargementFor(width: number): number {
  return Math.max(1, width / WIDTH);
}
/** Pixels of the whole world at zoom 0. */
const WORLD = 512;

/**
 * Names that fit on the map at a zoom without lying on one another, the first ones of the list first. It does not
 * depend on where the map is: names do not come and go while it is moved.
 * @param size of the names, px
 * @param widthOf px of a text at a font size in px
 */
export function fitNames<Named extends NamedPlace>(
  places: readonly Named[],
  zoom: number,
  size: number,
  widthOf: (text: string, size: number) => number,
): Named[] {
  const scale = (WORLD * 2 ** zoom) / 360;
  const taken: { x: number; y: number; width: number }[] = [];
  return places.filter((place) => {
    const latitude = (place.lat * Math.PI) / 180;
    const x = place.long * scale;
    const y = (Math.log(Math.tan(Math.PI / 4 + latitude / 2)) * 180 * scale) / Math.PI;
    const width = widthOf(place.short_name, size) + GAP;
    const clash = taken.some(
      (other) =>
        Math.abs(other.x - x) < (other.width + width) / 2 && Math.abs(other.y - y) < size * LINE_HEIGHT + GAP,
    );
    if (!clash) taken.push({ x, y, width });
    return !clash;
  });
}
