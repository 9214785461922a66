import { describe, expect, it } from "vitest";
import { buildMatrix, cutPage, matrixTable, shadeOf } from "./matrix-model.ts";

const row = (ward_code: string, service_code: string, received: number, late = 0) => ({
  ward_code,
  service_code,
  received,
  late,
  due: received,
  late_rate: null,
});
const rows = [
  row("", "noise", 90, 1),
  row("1", "noise", 5, 5),
  row("1", "waste", 4, 0),
  row("2", "waste", 30, 2),
  row("3", "trees", 9, 0),
];

describe("ward × category", () => {
  it("has the most first, what has no place at the end, and sums that agree", () => {
    const model = buildMatrix(rows, "received");
    expect(model.wards).toEqual(["2", "1", "3", ""]);
    expect(model.categories).toEqual(["noise", "waste", "trees"]);
    expect(model.at("1", "trees")).toBe(0);
    expect(model.total).toBe(138);
    expect(model.wards.reduce((sum, ward) => sum + model.rowSum(ward), 0)).toBe(model.total);
    expect(model.categories.reduce((sum, one) => sum + model.columnSum(one), 0)).toBe(model.total);
    expect(buildMatrix(rows, "late").total).toBe(8);
  });

  it("is cut into pages, the last one when asked for more", () => {
    const model = buildMatrix(rows, "received");
    expect(cutPage(model, { rows: 9, columns: 0 }, { rows: 3, columns: 2 })).toEqual({
      wards: [""],
      categories: ["noise", "waste"],
      rowPage: 1,
      columnPage: 0,
    });
    expect(
      cutPage(buildMatrix([], "received"), { rows: 1, columns: 1 }, { rows: 3, columns: 2 }).wards,
    ).toEqual([]);
  });

  it("gives the file what the screen has", () => {
    const model = buildMatrix(rows, "received");
    const names = {
      corner: "Địa bàn",
      ward: (code: string) => (code === "" ? "Không rõ vị trí" : `P. ${code}`),
      category: (code: string) => code,
      rowTotal: "Cộng",
      columnTotal: "Mọi địa bàn",
    };
    const page = cutPage(model, { rows: 0, columns: 0 }, { rows: 2, columns: 2 });
    expect(matrixTable(model, page, names)).toEqual([
      ["Địa bàn", "noise", "waste", "Cộng"],
      ["P. 2", 0, 30, 30],
      ["P. 1", 5, 4, 9],
      ["Mọi địa bàn", 95, 34, 138],
    ]);
  });

  it("shades by share, nothing for nothing", () => {
    expect([0, 1, 2, 5, 10, 20, 100].map((number) => shadeOf(number, 100))).toEqual([0, 1, 2, 3, 4, 5, 5]);
    expect(shadeOf(0, 0)).toBe(0);
  });
});
