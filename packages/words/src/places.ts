import type { LocalizedText } from "@toancanh/contracts";

/** In place of a ward's name where a report has no location. */
export const UNLOCATED: LocalizedText = { vi: "Chưa rõ vị trí", en: "No location" };
