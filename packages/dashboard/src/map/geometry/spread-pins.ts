export interface Point {
  x: number;
  y: number;
}

/** Part of a map that something else lies on, px. */
export interface Cover {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const ROUNDS = 80;

/** The shortest ways out of a cover for the middle of a pin. */
function waysOut({ x, y }: Point, cover: Cover, room: number): Point[] {
  const [left, right] = [cover.left - room, cover.right + room];
  const [top, bottom] = [cover.top - room, cover.bottom + room];
  if (x <= left || x >= right || y <= top || y >= bottom) return [];
  const ways = [
    { x: left, y },
    { x: right, y },
    { x, y: top },
    { x, y: bottom },
  ];
  return ways.sort((a, b) => Math.hypot(a.x - x, a.y - y) - Math.hypot(b.x - x, b.y - y));
}

/**
 * Moves pins apart until their middles are `gap` from each other, as little as that takes, inside a frame and
 * out from under what covers a part of it.
 * @param places where the pins point at, px
 * @returns where to draw them, in the same order
 */
export function spreadPins(
  places: readonly Point[],
  gap: number,
  frame: { width: number; height: number },
  covers: readonly Cover[] = [],
): Point[] {
  const pins = places.map((place) => ({ ...place }));
  const within = ({ x, y }: Point): Point => ({
    x: Math.min(Math.max(x, gap / 2), Math.max(gap / 2, frame.width - gap / 2)),
    y: Math.min(Math.max(y, gap / 2), Math.max(gap / 2, frame.height - gap / 2)),
  });
  const keepInside = (pin: Point) => {
    Object.assign(pin, within(pin));
    for (const cover of covers) {
      const way = waysOut(pin, cover, gap / 2).find((one) => {
        const held = within(one);
        return held.x === one.x && held.y === one.y;
      });
      if (way !== undefined) Object.assign(pin, way);
    }
  };
  for (const pin of pins) keepInside(pin);
  for (let round = 0; round < ROUNDS; round += 1) {
    let moved = false;
    pins.forEach((a, i) => {
      pins.slice(i + 1).forEach((b, k) => {
        const distance = Math.hypot(b.x - a.x, b.y - a.y);
        if (distance >= gap) return;
        moved = true;
        // Two pins on one spot part in a direction of their own, the same every time.
        const angle = distance > 0.01 ? Math.atan2(b.y - a.y, b.x - a.x) : (i * 2 + k) * 2.4;
        const push = (gap - distance) / 2 + 0.1;
        a.x -= Math.cos(angle) * push;
        a.y -= Math.sin(angle) * push;
        b.x += Math.cos(angle) * push;
        b.y += Math.sin(angle) * push;
        keepInside(a);
        keepInside(b);
      });
    });
    if (!moved) break;
  }
  return pins;
}
