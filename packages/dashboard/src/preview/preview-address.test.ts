import { describe, expect, it } from "vitest";
import { formatPreview, parsePreview, stepPreview } from "./preview-address.ts";

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

describe("stepPreview", () => {
  const SCENE_LIST = ["overview", "agencies"];
  const at = (id: string, state: "empty" | "first-hour", page = 0) =>
    ({ target: { kind: "scene", id, page }, state, language: "vi" }) as const;

  it("goes through states and scenes, round at the ends", () => {
    expect(stepPreview(at("overview", "first-hour"), "ArrowRight", SCENE_LIST)).toEqual(
      at("overview", "empty"),
    );
    expect(stepPreview(at("overview", "empty"), "ArrowLeft", SCENE_LIST)).toEqual(
      at("overview", "first-hour"),
    );
    expect(stepPreview(at("agencies", "empty"), "ArrowDown", SCENE_LIST)).toEqual(at("overview", "empty"));
    expect(stepPreview(at("agencies", "empty"), "ArrowUp", SCENE_LIST)).toEqual(at("overview", "empty"));
  });
  it("keeps the page within a scene, and begins the next one at its first", () => {
    expect(stepPreview(at("agencies", "empty", 2), "ArrowLeft", SCENE_LIST)?.target).toMatchObject({
      page: 2,
    });
    expect(stepPreview(at("agencies", "empty", 2), "ArrowDown", SCENE_LIST)?.target).toMatchObject({
      page: 0,
    });
  });
  it("leaves other keys and other pages alone", () => {
    expect(stepPreview(at("overview", "empty"), "a", SCENE_LIST)).toBeNull();
    const explore = { target: { kind: "desk", id: "explore" }, state: "empty", language: "vi" } as const;
    expect(stepPreview(explore, "ArrowDown", SCENE_LIST)).toBeNull();
  });
});
