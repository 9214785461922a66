import type { Overlay } from "@toancanh/contracts";
import { describe, expect, it } from "vitest";
import { featureName, mediaOf, propertyText } from "./overlay-media.ts";

const overlay: Overlay = {
  id: "cameras",
  name: { vi: "Máy quay", en: "Cameras" },
  example: true,
  icon: "camera",
  style: { colour: "#3fb6ff", size: 18, opacity: 1 },
  popup: [{ property: "name", label: { vi: "Tên", en: "Name" } }],
  media: { property: "image", kind: "image" },
  refresh_seconds: 60,
};
const feature = (image: unknown) => ({
  index: 0,
  properties: { name: "Cầu Sài Gòn", image },
  points: [],
  lines: [],
  polygons: [],
  anchor: [106.7, 10.8] as const,
});
const BASE = "https://city.example/desk/explore";

describe("picture or stream of a feature", () => {
  it("shows pictures of this server, links to all others", () => {
    expect(mediaOf(overlay, feature("/camera/1.jpg"), BASE)).toEqual({
      kind: "picture",
      address: "https://city.example/camera/1.jpg",
    });
    expect(mediaOf(overlay, feature("https://other.example/1.jpg"), BASE)).toMatchObject({
      kind: "link",
      media: "image",
    });
    const stream = { ...overlay, media: { property: "image", kind: "stream" as const } };
    expect(mediaOf(stream, feature("/camera/1.m3u8"), BASE)).toMatchObject({ kind: "link", media: "stream" });
  });

  it.each(["", " ", "javascript:alert(1)", "data:text/html,x", "http://", 4, null, undefined])(
    "has nothing for %j",
    (value) => {
      expect(mediaOf(overlay, feature(value), BASE)).toBeNull();
    },
  );

  it("reads properties of any kind, and the name from the first field", () => {
    expect(propertyText(3)).toBe("3");
    expect(propertyText({ a: 1 })).toBe('{"a":1}');
    expect(propertyText(undefined)).toBeNull();
    expect(featureName(overlay, feature(""))).toBe("Cầu Sài Gòn");
  });
});
