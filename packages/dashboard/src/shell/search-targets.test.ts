import { expect, it } from "vitest";
import { findTargets } from "./search-targets.ts";

const CITY = {
  agencies: [
    { id: "pc-binh-phu", name: "Công ty Điện lực Bình Phú", short_name: "Điện lực Bình Phú", block: "power" },
    { id: "q8", name: "Ban Quản lý dự án Quận 8", short_name: "BQLDA Quận 8", block: "works" },
  ],
  wards: [{ code: "27598", name: "Xã Bình Hưng", short_name: "Bình Hưng", lat: 10.7, long: 106.6 }],
};

it("finds units without their marks, and those that begin with the text first", () => {
  expect(findTargets("binh", CITY).map(({ id }) => id)).toEqual(["27598", "pc-binh-phu"]);
  expect(findTargets("ĐIỆN", CITY).map(({ id }) => id)).toEqual(["pc-binh-phu"]);
});

it("takes a number for a report's, and a name with a number for a unit's too", () => {
  expect(findTargets(" 1022-261116-21-0012 ", CITY)).toEqual([{ kind: "report", id: "1022-261116-21-0012" }]);
  expect(findTargets("quan 8", CITY).map(({ kind }) => kind)).toEqual(["agency"]);
  expect(findTargets("  ", CITY)).toEqual([]);
});
