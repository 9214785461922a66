import { describe, expect, it } from "vitest";
import { enlargementFor, fitNames } from "./fit-names.ts";

const width = (text: string, size: number) => text.length * size * 0.5;
const place = (short_name: string, long: number, lat: number) => ({ short_name, long, lat });

describe("names on a map", () => {
  const wards = [
    place("P. Sài Gòn", 106.7, 10.78),
    place("P. Bến Thành", 106.695, 10.772),
    place("X. Cần Giờ", 106.9, 10.4),
  ];

  it("leave out what would lie on one before", () => {
    expect(fitNames(wards, 10, 13, width).map((one) => one.short_name)).toEqual(["P. Sài Gòn", "X. Cần Giờ"]);
  });
  it("are all there from near", () => {
    expect(fitNames(wards, 15, 13, width)).toHaveLength(3);
    expect(fitNames(wards, 15, 400, width)).toHaveLength(2);
  });
  it("grow with a window wider than 1920 px and never shrink", () => {
    expect([390, 1920, 3840].map(enlargementFor)).toEqual([1, 1, 2]);
  });
});
