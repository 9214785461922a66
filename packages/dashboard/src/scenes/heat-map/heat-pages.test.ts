import type { City } from "@toancanh/contracts";
import { describe, expect, it } from "vitest";
import { heatPages } from "./heat-pages.ts";

const name = (text: string) => ({ vi: text, en: text });
const city: City = {
  id: "x",
  name: name("X"),
  line_name: name("X"),
  time_zone: "Asia/Ho_Chi_Minh",
  locale: "vi-VN",
  minimum_due: 20,
  map: { city_bounds: [106, 10, 107, 11], centre_bounds: [106.5, 10.5, 106.8, 10.8] },
  blocks: [],
  channels: [],
  field_groups: [
    { id: "infrastructure", name: name("Hạ tầng") },
    { id: "suggestion", name: name("Hiến kế") },
  ],
  categories: [
    { service_code: "road", name: name("Đường"), field_group: "infrastructure" },
    { service_code: "tree", name: name("Cây"), field_group: "infrastructure" },
    { service_code: "idea", name: name("Hiến kế"), field_group: "suggestion" },
  ],
  agencies: [],
  wards: [],
};

describe("heatPages", () => {
  it("begins with everything and steps through the field groups", () => {
    expect(heatPages(city, new Map()).map((page) => page.key)).toEqual([
      "all-ratio",
      "all-count",
      "group-infrastructure",
      "group-suggestion",
    ]);
  });
  it("leaves out what has no volume and adds the busiest categories", () => {
    const volumes = new Map([
      ["road", 100],
      ["tree", 400],
      ["idea", 3],
    ]);
    expect(heatPages(city, volumes).map((page) => page.key)).toEqual([
      "all-ratio",
      "all-count",
      "group-infrastructure",
      "category-tree",
      "category-road",
    ]);
  });
});
