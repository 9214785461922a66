import type { City } from "@toancanh/contracts";
import type { WardShapes } from "../data/ward-shapes.ts";
import type { PreviewAddress } from "./preview-address.ts";

/** Stands on every picture: made-up figures must not pass for the city's. */
export const SAMPLE_LABEL = "Dữ liệu mẫu / Sample data";

/** What every part of the preview page is given. */
export interface PreviewProps {
  address: PreviewAddress;
  city: City;
  shapes: WardShapes;
}
