import type { LocalizedText } from "@toancanh/contracts";

/** In place of a block's name for agencies that the city does not list. */
export const UNLISTED: LocalizedText = {
  vi: "Đơn vị ngoài danh sách",
  en: "Agencies that are not listed",
};

/** In place of a ward's name where a report has no location. */
export const UNLOCATED: LocalizedText = { vi: "Chưa rõ vị trí", en: "No location" };
