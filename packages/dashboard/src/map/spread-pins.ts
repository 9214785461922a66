export interface Point {
  x: number;
  y: number;
}

const ROUNDS = 80;

/**
 * Moves pins apart until their middles are `gap` from each other, as little as that takes, inside a frame.
 * @param places where the pins point at, px
 * @returns where to draw them, in the same order
 */
export function spreadPins(
  places: readonly Point[],
  gap: number,
  frame: { width: number; height: number },
): Point[] {
  const pins = places.map((place) => ({ ...place }));
  const keepInside = (pin: Point) => {
    pin.x = Math.min(Math.max(pin.x, gap / 2), Math.max(gap / 2, frame.width - gap / 2));
    pin.y = Math.min(Math.max(pin.y, gap / 2), Math.max(gap / 2, frame.height - gap / 2));
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
