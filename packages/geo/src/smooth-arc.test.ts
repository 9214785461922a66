import { describe, expect, it } from "vitest";
import { smoothArc } from "./smooth-arc.ts";

const zigzag = Array.from({ length: 11 }, (_, i) => [i, i % 2]);

describe("smoothArc", () => {
  it("wipes an alternation out in one pass, ends aside", () => {
    const smooth = smoothArc(zigzag, 1);
    expect(smooth.slice(1, -1).map(([, y]) => y)).toEqual(Array(9).fill(0.5));
    expect(smooth[0]).toEqual([0, 0]);
    expect(smooth.at(-1)).toEqual([10, 0]);
  });

  it("keeps a closed arc closed, its seam averaged as well", () => {
    const ring = [
      [0, 0],
      [4, 0],
      [4, 4],
      [0, 4],
      [0, 0],
    ];
    const smooth = smoothArc(ring, 1);
    expect(smooth[0]).toEqual([1, 1]);
    expect(smooth.at(-1)).toEqual(smooth[0]);
    expect(smooth).toHaveLength(5);
  });

  it("leaves a line of three points and none at all alone", () => {
    expect(smoothArc(zigzag.slice(0, 3), 4)).toEqual(zigzag.slice(0, 3));
    expect(smoothArc([], 4)).toEqual([]);
  });
});
