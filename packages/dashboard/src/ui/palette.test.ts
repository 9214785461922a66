import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PALETTE } from "./palette.ts";
import { LABEL_UNITS } from "./text-width.ts";

const css = readFileSync(new URL("../app/base.css", import.meta.url), "utf8");

/** Custom properties of base.css by name. */
const properties = new Map(
  [...css.matchAll(/--([a-z-]+):\s*([^;]+);/g)].map(([, name = "", value = ""]) => [name, value.trim()]),
);
const cssName = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

describe("the palette", () => {
  it("has the same colours for the map as the style sheet has for the page", () => {
    for (const [name, colour] of Object.entries(PALETTE)) {
      expect([name, properties.get(cssName(name))]).toEqual([name, colour]);
    }
  });
  it("leaves no colour of the style sheet out", () => {
    const colours = [...properties].filter(([, value]) => value.startsWith("#")).map(([name]) => name);
    expect(colours.sort()).toEqual(Object.keys(PALETTE).map(cssName).sort());
  });
});

describe("the size of labels", () => {
  it("is measured as it is drawn", () => {
    expect(properties.get("label")).toBe(`calc(${LABEL_UNITS} * var(--u))`);
  });
});
