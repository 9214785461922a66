import { describe, expect, it } from "vitest";
import { toMetrics } from "./counts.ts";
import { createWorstFirst } from "./ranking.ts";

function agency(short_name: string, handled_on_time: number, handled_late: number) {
  const counts = {
    received: handled_on_time + handled_late,
    handled_on_time,
    handled_late,
    open_overdue: 0,
    open_in_time: 0,
    no_deadline: 0,
  };
  return { short_name, metrics: toMetrics(counts, "due") };
}

describe("order of agencies", () => {
  it("is worst first, nothing due last, equal rates by number late, then by Vietnamese name", () => {
    const rows = [
      agency("P. Đa Kao", 0, 0),
      agency("P. Bến Thành", 9, 1),
      agency("P. Đông Hưng Thuận", 5, 0),
      agency("P. Dĩ An", 5, 0),
      agency("P. Sài Gòn", 90, 10),
      agency("P. Tân Định", 1, 9),
    ];
    expect(rows.sort(createWorstFirst("vi-VN")).map((row) => row.short_name)).toEqual([
      "P. Tân Định",
      "P. Sài Gòn",
      "P. Bến Thành",
      "P. Dĩ An",
      "P. Đông Hưng Thuận",
      "P. Đa Kao",
    ]);
  });
});
