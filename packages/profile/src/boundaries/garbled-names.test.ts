import { describe, expect, it } from "vitest";
import { findGarbling } from "./garbled-names.ts";

describe("names in the letters of VNI fonts", () => {
  it.each([
    ["Phường Bến Thành", "Phöôøng Beán Thaønh"],
    ["Phường Sài Gòn", "Phöôøng Saøi Goøn"],
    ["Xã Bình Hưng", "Xaõ Bình Höng"],
    ["Phường Thủ Đức", "Phöôøng Thuû Ñöùc"],
    ["Đặc khu Côn Đảo", "Ñaëc khu Coân Ñaûo"],
    ["Phường Tân Mỹ", "Phöôøng Taân Myõ"],
    ["Phường Chợ Quán", "Phöôøng Chôï Quaùn"],
  ])("%s is found behind %s", (name, found) => {
    expect(findGarbling(found, ["Phường Khác", name])).toEqual({ written: "VNI", read: "Windows-1252" });
  });

  it("other names are no such letters", () => {
    expect(findGarbling("Phöôøng Beán Thaønh", ["Phường Bến Nghé"])).toBeNull();
  });
});
