import { expect, test } from "vitest";
import { keepApart, type PlaceLabel } from "./place-labels.ts";

const label = (code: string, x: number, y: number, anchor: PlaceLabel["anchor"] = "middle"): PlaceLabel => ({
  code,
  text: "P. Chánh Hưng",
  x,
  y,
  anchor,
});
const kept = (...labels: PlaceLabel[]) => keepApart(labels).map(({ code }) => code);

test("of two names on one another the first stays", () => {
  expect(kept(label("own", 100, 100, "start"), label("near", 190, 100), label("far", 300, 100))).toEqual([
    "own",
    "far",
  ]);
});

test("names above one another stay when there is a line between them", () => {
  expect(kept(label("a", 100, 100), label("touching", 100, 110), label("below", 100, 120))).toEqual([
    "a",
    "below",
  ]);
});
