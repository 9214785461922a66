import type { Point } from "../boundaries.ts";

/** Lines that begin or end at the same point become one, either way round; the order of the first of each is kept. */
export function joinLines(lines: readonly (readonly Point[])[]): Point[][] {
  const open = lines.filter((line) => line.length > 1).map((line) => [...line]);
  const joined: Point[][] = [];
  for (let line = open.shift(); line !== undefined; line = open.shift()) {
    let current = line;
    for (let i = 0; i < open.length; i++) {
      const longer = joinTwo(current, open[i] ?? []);
      if (longer === null) continue;
      current = longer;
      open.splice(i, 1);
      // The longer line has a new end: what was passed over may fit now.
      i = -1;
    }
    joined.push(current);
  }
  return joined;
}

function joinTwo(a: Point[], b: Point[]): Point[] | null {
  if (isSame(a.at(-1), b[0])) return [...a, ...b.slice(1)];
  if (isSame(a.at(-1), b.at(-1))) return [...a, ...b.toReversed().slice(1)];
  if (isSame(a[0], b.at(-1))) return [...b, ...a.slice(1)];
  if (isSame(a[0], b[0])) return [...b.toReversed(), ...a.slice(1)];
  return null;
}

function isSame(a: Point | undefined, b: Point | undefined): boolean {
  return a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1];
}
