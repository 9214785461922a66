import type { City } from "@toancanh/contracts";
import { NO_GROUND } from "../../data/ground.ts";
import type { WardShapes } from "../../data/ward-shapes.ts";

/** A city of thirty wards on a grid: enough of everything for every panel, and small enough for a test. */
const WARDS = Array.from({ length: 30 }, (_, index) => ({
  code: String(27_000 + index),
  name: `Phường Số ${index + 1}`,
  short_name: index % 5 === 0 ? `Phường Tên Thật Là Dài Số ${index + 1}` : `Số ${index + 1}`,
  lat: 10.7 + Math.floor(index / 6) * 0.03,
  long: 106.6 + (index % 6) * 0.03,
}));

export const SMALL_CITY: City = {
  id: "small",
  name: { vi: "Thành phố nhỏ", en: "Small city" },
  line_name: { vi: "Tổng đài 1022", en: "Line 1022" },
  time_zone: "Asia/Ho_Chi_Minh",
  locale: "vi-VN",
  minimum_due: 20,
  map: { city_bounds: [106.55, 10.65, 106.85, 10.9], centre_bounds: [106.62, 10.72, 106.74, 10.8] },
  blocks: [
    {
      id: "state",
      name: { vi: "Khối cơ quan", en: "State offices" },
      short_name: { vi: "Cơ quan", en: "State" },
      late_rate_target: 0.01,
    },
    {
      id: "ward",
      name: { vi: "Khối phường xã", en: "Wards" },
      short_name: { vi: "Phường xã", en: "Wards" },
      late_rate_target: null,
    },
  ],
  channels: [{ id: "hotline", name: { vi: "Tổng đài", en: "Hotline" } }],
  field_groups: [
    { id: "infrastructure", name: { vi: "Hạ tầng", en: "Infrastructure" } },
    { id: "order", name: { vi: "Trật tự", en: "Order" } },
  ],
  categories: [
    ["flooding", "Ngập nước", "Flooding", "infrastructure"],
    ["street-light", "Đèn đường", "Street light", "infrastructure"],
    ["pothole", "Mặt đường hư hỏng", "Pothole", "infrastructure"],
    ["noise", "Tiếng ồn", "Noise", "order"],
    ["pavement", "Lấn chiếm vỉa hè", "Pavement", "order"],
  ].map(([service_code = "", vi = "", en = "", field_group = ""]) => ({
    service_code,
    name: { vi, en },
    field_group,
  })),
  agencies: Array.from({ length: 24 }, (_, index) => ({
    id: `agency-${index + 1}`,
    name: `Đơn vị số ${index + 1}`,
    short_name: `Đơn vị ${index + 1}`,
    block: index % 3 === 0 ? "state" : "ward",
  })),
  wards: WARDS,
};

/** Each ward a square around its middle. */
const OUTLINES: WardShapes["whole"] = {
  polygons: WARDS.map(({ code, lat, long }) => {
    const half = 0.012;
    return {
      code,
      polygon: [
        [
          [long - half, lat - half],
          [long + half, lat - half],
          [long + half, lat + half],
          [long - half, lat + half],
          [long - half, lat - half],
        ],
      ],
    };
  }),
  inner: [],
  outer: [],
};
export const SMALL_SHAPES: WardShapes = { ...OUTLINES, whole: OUTLINES, ground: NO_GROUND };
