import type { DueMark } from "@toancanh/contracts";

/** A pane of the time ahead: minutes from now, the end exclusive. */
export interface Pane {
  from_minutes: number;
  to_minutes: number;
}

/** A dot may stand so many widths right of its time; one that would stand farther says another time. */
const FARTHEST_DOTS = 2.5;
/** Columns of a pane that has too many for dots. */
const COLUMNS = 12;

/** A dot's middle: widths of a dot from the pane's left end, and from the lane's middle. */
interface Dot {
  x: number;
  y: number;
}

/** Where a minute stands in its pane, as a share 0..1 of the width of so many dots: a dot at either end stays inside. */
export function placeIn({ from_minutes, to_minutes }: Pane, minute: number, dots: number): number {
  const share = (minute - from_minutes) / (to_minutes - from_minutes);
  return (0.5 + share * Math.max(0, dots - 1)) / dots;
}

/**
 * One dot an obligation, at its time; those of about the same time stand on one another. Null where they do not fit.
 *
 * @param marks all of the pane, in order of the due
 * @param room the pane's width and the lane's height in dots
 */
export function dotsOf(
  marks: readonly DueMark[],
  pane: Pane,
  room: { width: number; height: number },
): Dot[] | null {
  const highest = Math.max(1, Math.floor(room.height));
  const stacks: { x: number; count: number }[] = [];
  for (const { in_minutes, count } of marks) {
    const wanted = placeIn(pane, in_minutes, room.width) * room.width;
    for (let index = 0; index < count; index += 1) {
      const last = stacks.at(-1);
      if (last === undefined || wanted - last.x >= 1) stacks.push({ x: wanted, count: 1 });
      else if (last.count < highest) last.count += 1;
      else stacks.push({ x: last.x + 1, count: 1 });
      const x = stacks.at(-1)?.x ?? 0;
      if (x - wanted > FARTHEST_DOTS || x > room.width - 0.4) return null;
    }
  }
  return stacks.flatMap(({ x, count }) =>
    Array.from({ length: count }, (_, index) => ({ x, y: index - (count - 1) / 2 })),
  );
}

/** How many are due in each twelfth of a pane. */
export function columnsOf(marks: readonly DueMark[], { from_minutes, to_minutes }: Pane): number[] {
  const columns = Array.from({ length: COLUMNS }, () => 0);
  for (const { in_minutes, count } of marks) {
    const column = Math.floor(((in_minutes - from_minutes) / (to_minutes - from_minutes)) * COLUMNS);
    columns[column] = (columns[column] ?? 0) + count;
  }
  return columns;
}

/** A label of the time axis that begins at a place: px from the left end. */
interface AxisLabel {
  x: number;
  width: number;
}

/**
 * Labels that can be drawn without lying on one another, each moved left where it would leave the axis. What stands in
 * front of the list has its place before the others.
 *
 * @returns indices with their places in px
 */
export function placeLabels(
  labels: readonly AxisLabel[],
  width: number,
  gap: number,
): { index: number; x: number }[] {
  const placed: { index: number; x: number; end: number }[] = [];
  for (const [index, label] of labels.entries()) {
    const x = Math.max(0, Math.min(label.x, width - label.width));
    const end = x + label.width;
    if (placed.every((other) => end + gap <= other.x || x >= other.end + gap)) placed.push({ index, x, end });
  }
  return placed.map(({ index, x }) => ({ index, x }));
}
