import { messagesFor } from "@toancanh/words";
import { describe, expect, it } from "vitest";
import { parseScene, SCENE_IDS, SCENES } from "./index.ts";

const messagesVi = messagesFor("vi");
const messagesEn = messagesFor("en");

describe("SCENES", () => {
  it("has one spec a scene, titled in both languages", () => {
    expect(SCENES.map((scene) => scene.id)).toEqual([...SCENE_IDS]);
    for (const scene of SCENES) {
      expect(scene.title(messagesVi)).not.toBe("");
      expect(scene.title(messagesEn)).not.toBe(scene.title(messagesVi));
    }
  });
  it("puts at most three regions beside each other", () => {
    for (const scene of SCENES) {
      for (const layout of [scene.landscape, scene.portrait]) {
        for (const row of layout.areas) expect(new Set(row.split(" ")).size).toBeLessThanOrEqual(3);
      }
      const regions = (areas: readonly string[]) => [...new Set(areas.join(" ").split(" "))].sort();
      expect(regions(scene.portrait.areas)).toEqual(regions(scene.landscape.areas));
    }
  });
});

describe("parseScene", () => {
  it("knows the scenes' names only", () => {
    expect(parseScene("heat-map")).toBe("heat-map");
    expect(parseScene("nothing")).toBeNull();
    expect(parseScene(null)).toBeNull();
  });
});
