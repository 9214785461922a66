import { describe, expect, it } from "vitest";
import { placeLabels } from "./place-labels.ts";

const frame = { width: 400, height: 300 };
const size = { height: 40, textWidth: (text: string) => text.length * 20 };

describe("placeLabels", () => {
  it("keeps labels inside the map and apart, the important ones first", () => {
    const placed = placeLabels(
      [
        { id: "a", text: "P. An Lạc", x: 5, y: 5 },
        { id: "b", text: "P. Chợ Lớn", x: 60, y: 20 },
        { id: "c", text: "P. Gò Vấp", x: 200, y: 200 },
      ],
      frame,
      size,
      5,
    );
    expect(placed.map((label) => label.id)).toEqual(["a", "c"]);
    expect(placed[0]).toMatchObject({ x: 90, y: 20 });
  });
  it("leaves out what is off the map, too wide, too many or in the way of something drawn", () => {
    const wish = (id: string, x: number, text = "ab") => ({ id, text, x, y: 100 });
    expect(placeLabels([wish("off", -1)], frame, size, 5)).toEqual([]);
    expect(placeLabels([wish("wide", 100, "x".repeat(30))], frame, size, 5)).toEqual([]);
    expect(placeLabels([wish("a", 50), wish("b", 300)], frame, size, 1)).toHaveLength(1);
    expect(placeLabels([wish("a", 50)], frame, size, 5, [{ x: 60, y: 100, width: 40, height: 40 }])).toEqual(
      [],
    );
  });
  it("takes the first place of a name that hides nothing the map is about", () => {
    const wish = (x: number) => ({ id: "name", text: "ab", x, y: 100 });
    const placed = placeLabels([wish(50), wish(200), wish(300)], frame, size, 5, [], ({ x }) => x > 100);
    expect(placed.map(({ x }) => x)).toEqual([200]);
  });
});
