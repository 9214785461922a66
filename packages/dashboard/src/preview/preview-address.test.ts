import { describe, expect, it } from "vitest";
import { formatPreview, parsePreview } from "./preview-address.ts";

describe("parsePreview", () => {
  it("reads a scene, its page, its state and the language", () => {
    expect(parsePreview("?scene=agencies&page=2&state=flood&lang=en")).toEqual({
      target: { kind: "scene", id: "agencies", page: 2 },
      state: "flood",
      language: "en",
    });
  });
  it("is the list, normal and Vietnamese, where nothing understood is asked for", () => {
    const list = { target: { kind: "list" }, state: "normal", language: "vi" };
    expect(parsePreview("")).toEqual(list);
    expect(parsePreview("?state=storm&lang=fr")).toEqual(list);
    expect(parsePreview("?scene=overview&page=-1").target).toEqual({
      kind: "scene",
      id: "overview",
      page: 0,
    });
  });
  it("reads what formatPreview wrote", () => {
    for (const target of [
      { kind: "scene", id: "heat-map", page: 3 },
      { kind: "desk", id: "explore" },
      { kind: "panel", id: "ages" },
    ] as const) {
      const address = { target, state: "first-hour", language: "en" } as const;
      expect(parsePreview(formatPreview(address).slice("/preview".length))).toEqual(address);
    }
  });
});
