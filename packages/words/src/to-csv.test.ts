import { describe, expect, it } from "vitest";
import { toCsv } from "./to-csv.ts";

describe("CSV", () => {
  it("quotes what must be quoted and says it is UTF-8", () => {
    expect(
      toCsv([
        ["Địa bàn", 'P. "A", B'],
        ["a\nb", 12],
      ]),
    ).toBe('\uFEFFĐịa bàn,"P. ""A"", B"\r\n"a\nb",12\r\n');
  });
  it("keeps texts from being formulas, and numbers numbers", () => {
    expect(toCsv([["=1+1", "-x", -3]])).toBe("\uFEFF'=1+1,'-x,-3\r\n");
  });
});
