export interface LabelWish {
  id: string;
  text: string;
  /** Where the label's middle would like to be, in pixels of the map. */
  x: number;
  y: number;
}
/** A rectangle around its middle, in pixels of the map. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export function isInBox(place: { x: number; y: number }, { x, y, width, height }: Box): boolean {
  return Math.abs(place.x - x) <= width / 2 && Math.abs(place.y - y) <= height / 2;
}

export type PlacedLabel = LabelWish & Box;

/**
 * Places labels in order of importance: each is kept inside the map and left out when it would touch one
 * placed before, or stands there already under the same id. Text is never cut.
 * @param size.textWidth width of a text in px, an upper bound
 * @param mayCover false for a rectangle that hides what the map is about
 */
export function placeLabels(
  wishes: readonly LabelWish[],
  frame: { width: number; height: number },
  size: { height: number; textWidth: (text: string) => number },
  limit: number,
  taken: readonly Box[] = [],
  mayCover: (box: Box) => boolean = () => true,
): PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  for (const wish of wishes) {
    if (placed.length >= limit) break;
    if (placed.some(({ id }) => id === wish.id)) continue;
    const width = size.textWidth(wish.text);
    if (width > frame.width) continue;
    if (wish.x < 0 || wish.y < 0 || wish.x > frame.width || wish.y > frame.height) continue;
    const candidate: PlacedLabel = {
      ...wish,
      width,
      height: size.height,
      x: Math.min(Math.max(wish.x, width / 2), frame.width - width / 2),
      y: Math.min(Math.max(wish.y, size.height / 2), frame.height - size.height / 2),
    };
    const clash = [...placed, ...taken].some(
      (other) =>
        Math.abs(other.x - candidate.x) < (other.width + width) / 2 &&
        Math.abs(other.y - candidate.y) < (other.height + size.height) / 2,
    );
    if (!clash && mayCover(candidate)) placed.push(candidate);
  }
  return placed;
}
