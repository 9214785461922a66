/** A name on the map: where it is anchored, px, and whether its middle or its start stands there. */
export interface PlaceLabel {
  code: string;
  text: string;
  x: number;
  y: number;
  anchor: "middle" | "start";
}

/** A letter's width at the map's 11 px, generous: wider names are kept further apart, never nearer. */
const LETTER_PX = 6.4;
const LINE_PX = 13;
const GAP_PX = 4;

/** The labels that do not lie on one another, the first ones of the list first. */
export function keepApart(labels: readonly PlaceLabel[]): PlaceLabel[] {
  const taken: Box[] = [];
  return labels.filter((label) => {
    const box = boxOf(label);
    if (taken.some((other) => meet(box, other))) return false;
    taken.push(box);
    return true;
  });
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function boxOf({ text, x, y, anchor }: PlaceLabel): Box {
  const width = text.length * LETTER_PX;
  const left = anchor === "middle" ? x - width / 2 : x;
  return { left: left - GAP_PX, right: left + width + GAP_PX, top: y - LINE_PX, bottom: y + GAP_PX };
}

function meet(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
