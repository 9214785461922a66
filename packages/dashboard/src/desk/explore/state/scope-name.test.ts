import type { City } from "@toancanh/contracts";
import { exploreMessagesFor } from "@toancanh/words";
import { describe, expect, it } from "vitest";
import { INITIAL_STATE } from "./explore-state.ts";
import { scopeName } from "./scope-name.ts";

const exploreVi = exploreMessagesFor("vi");
const text = (vi: string) => ({ vi, en: vi });
const city: City = {
  id: "hcmc",
  name: text("Thành phố"),
  line_name: text("1022"),
  time_zone: "Asia/Ho_Chi_Minh",
  locale: "vi-VN",
  minimum_due: 20,
  map: { city_bounds: [], centre_bounds: [] },
  blocks: [
    { id: "wards", name: text("UBND phường, xã"), short_name: text("Phường, xã"), late_rate_target: null },
  ],
  channels: [],
  field_groups: [{ id: "infrastructure", name: text("Hạ tầng kỹ thuật") }],
  categories: [{ service_code: "flooding", name: text("Ngập nước"), field_group: "infrastructure" }],
  agencies: [{ id: "power", name: "Điện lực Gia Định", short_name: "Điện lực GĐ", block: "power" }],
  wards: [],
};
const nameOf = (state: Partial<typeof INITIAL_STATE>) =>
  scopeName({ ...INITIAL_STATE, ...state }, city, (code) => `P. ${code}`, {
    ...exploreVi.figures,
    ...exploreVi.filters,
  });

describe("what figures are of", () => {
  it("is the whole city only without a filter", () => {
    expect(nameOf({})).toBe("Toàn thành phố");
    expect(nameOf({ ward: "Bến Thành" })).toBe("P. Bến Thành");
  });
  it("names field, agency or block, and place", () => {
    expect(nameOf({ category: "flooding", agency: "power", ward: "7" })).toBe(
      "Ngập nước · Điện lực GĐ · P. 7",
    );
    expect(nameOf({ group: "infrastructure", block: "wards" })).toBe(
      "Cả nhóm: Hạ tầng kỹ thuật · Cả khối: Phường, xã · Toàn thành phố",
    );
  });
});
